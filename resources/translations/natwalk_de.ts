<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
    <context>
        <name>Natwalk</name>
        <message>
            <location filename="../../sandbox/analysis/branches.py" />
            <source>load balancer {name}</source>
            <translation>Load-Balancer {name}</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/branches.py" />
            <source>{chain} rule {number}</source>
            <translation>{chain} Regel {number}</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/flows.py" />
            <source>this flow has more than {count} paths; walk one that is drawn</source>
            <translation>dieser Flow hat mehr als {count} Wege; gehe einen ausgelosten</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/rules_difference.py" />
            <source>these rules were made by iptables, of which nft shows some matches not at all; use iptables-save</source>
            <translation>diese Regeln hat iptables gemacht, von denen nft manche Treffer gar nicht zeigt; nimm iptables-save</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/session/sending.py" />
            <source>{host} is gone, and cannot go on with its connection; send a new request</source>
            <translation>{host} ist fort und kann seine Verbindung nicht fortsetzen; sende eine neue Anfrage</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/twin.py" />
            <source>the walk has ended</source>
            <translation>der Weg ist zu Ende</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/twin.py" />
            <source>to {peer}: {source} → {destination}</source>
            <translation>an {peer}: {source} → {destination}</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/twin.py" />
            <source>source {before} → {after}</source>
            <translation>Quelle {before} → {after}</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/twin.py" />
            <source>destination {before} → {after}</source>
            <translation>Ziel {before} → {after}</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/twin.py" />
            <source>ports only</source>
            <translation>nur Ports</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/variants.py" />
            <source>the nodes' kube-proxies differ in their mode; give them all the same one first</source>
            <translation>die kube-proxys der Nodes haben verschiedene Modi; gib zuerst allen denselben</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/variants.py" />
            <source>no load balancer serves {path}; make its type LoadBalancer first</source>
            <translation>kein Load-Balancer bedient {path}; stelle seinen Typ zuerst auf LoadBalancer</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/variants.py" />
            <source>kube-proxy mode</source>
            <translation>kube-proxy-Modus</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/variants.py" />
            <source>load balancer</source>
            <translation>Load-Balancer</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/variants.py" />
            <source>the flow goes to an address and to no Service; send one to a Service</source>
            <translation>der Fluss geht an eine Adresse und an keinen Service; sende einen an einen Service</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/variants.py" />
            <source>proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <location filename="../../sandbox/analysis/variants.py" />
            <source>packet forwarder</source>
            <translation>Paketweiterleiter</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/balance.py" />
            <source>no node passes its health check</source>
            <translation>kein Knoten besteht seine Gesundheitsprüfung</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/balance.py" />
            <source>it has no node to send to</source>
            <translation>er hat keinen Knoten, an den er senden kann</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/balance.py" />
            <source>{host} closes the connection: {why}</source>
            <translation>{host} schließt die Verbindung: {why}</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/balance.py" />
            <source>{host} drops it: {why}</source>
            <translation>{host} verwirft es: {why}</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/exchange.py" />
            <source>the sender received its own packet</source>
            <translation>der Absender hat sein eigenes Paket erhalten</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/exchange.py" />
            <source>the reply came from {address}, which the sender did not ask, so it is refused</source>
            <translation>die Antwort kam von {address}, das der Absender nicht gefragt hat, also wird sie abgewiesen</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/exchange.py" />
            <source>{reason}, and the error finds no way back</source>
            <translation>{reason}, und die Fehlermeldung findet keinen Weg zurück</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/exchange.py" />
            <source>{reason}, and the error does not reach the sender</source>
            <translation>{reason}, und die Fehlermeldung erreicht den Absender nicht</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/exchange.py" />
            <source>{host} gets back a connection that it opened: it goes in a circle</source>
            <translation>{host} bekommt eine Verbindung zurück, die es selbst geöffnet hat: es geht im Kreis</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/exchange.py" />
            <source>{reason}, and the reset does not reach the sender</source>
            <translation>{reason}, und das Reset erreicht den Absender nicht</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/health.py" />
            <source>{node} has no IPv{version} address</source>
            <translation>{node} hat keine IPv{version}-Adresse</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/history.py" />
            <source>a branch cannot be called “{name}”: give it a name that no other has</source>
            <translation>eine Spur kann nicht „{name}“ heißen: einen Namen geben, den keine andere hat</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} drops it: {source} may not leave without route_localnet</source>
            <translation>{host} verwirft es: {source} darf ohne route_localnet nicht hinaus</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} has no route to {destination}</source>
            <translation>{host} hat keine Route zu {destination}</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} drops it as a martian: {why}</source>
            <translation>{host} verwirft es als unmöglich („martian“): {why}</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>nobody answers for {address} on {interface} of {host}</source>
            <translation>niemand antwortet für {address} auf {interface} von {host}</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} drops it: it does not forward packets</source>
            <translation>{host} verwirft es: Pakete werden hier nicht weitergeleitet</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} stops it: its time to live is used up, it went in a circle</source>
            <translation>{host} hält es an: seine Lebenszeit (TTL) ist aufgebraucht, es lief im Kreis</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} has no connection that this error is about</source>
            <translation>{host} hat keine Verbindung, um die es in diesem Fehler geht</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} has nobody who waits for this echo reply</source>
            <translation>Auf {host} wartet niemand auf diese Echo-Antwort</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} answers no ping: {setting} is set</source>
            <translation>{host} beantwortet keinen Ping: {setting} ist gesetzt</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} has nothing that listens on {port}</source>
            <translation>{host} hat nichts, was auf {port} lauscht</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/host.py" />
            <source>{host} has no connection on {port} with {peer}, and the packet opens none</source>
            <translation>{host} hat keine Verbindung auf {port} mit {peer}, und das Paket eröffnet keine</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/martians.py" />
            <source>{address} came in by {interface} without route_localnet</source>
            <translation>{address} kam über {interface} herein, ohne route_localnet</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/martians.py" />
            <source>its source {source} is this host's own address</source>
            <translation>die Quelle {source} ist eine eigene Adresse dieses Hosts</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/martians.py" />
            <source>rp_filter={mode} on {interface} and no route back to {source}</source>
            <translation>rp_filter={mode} auf {interface}, und es gibt keine Route zurück zu {source}</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/martians.py" />
            <source>rp_filter={mode} on {interface}, and the route back to {source} leaves by {other}</source>
            <translation>rp_filter={mode} auf {interface}, und die Route zurück zu {source} führt über {other} hinaus</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/nat_rules.py" />
            <source>{host} has no address to redirect to on {interface}</source>
            <translation>{host} hat auf {interface} keine Adresse, auf die umgeleitet werden kann</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/nat_rules.py" />
            <source>{host} has no address to masquerade with on {interface}</source>
            <translation>{host} hat auf {interface} keine Adresse zum Maskieren</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/nat_rules.py" />
            <source>{host} stops it at rule {rule}: {text} is not modelled</source>
            <translation>{host} hält es an Regel {rule} an: {text} ist nicht nachgebildet</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/nat_rules.py" />
            <source>{host} drops it by rule {rule}, in a nat table</source>
            <translation>{host} verwirft es nach Regel {rule}, in einer nat-Tabelle</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/tables.py" />
            <source>{host}, {hook}, drops what no rule accepts</source>
            <translation>{host}, {hook}, verwirft, was keine Regel annimmt</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/tables.py" />
            <source>{host}, {hook}, drops it by rule {rule}</source>
            <translation>{host}, {hook}, verwirft es nach Regel {rule}</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/tables.py" />
            <source>{host}, {hook}, rejects it by rule {rule}</source>
            <translation>{host}, {hook}, weist es nach Regel {rule} ab</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/tables.py" />
            <source>{host}, {hook}, stops it by rule {rule}: {text} is not modelled</source>
            <translation>{host}, {hook}, hält es an Regel {rule} an: {text} ist nicht nachgebildet</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/tables.py" />
            <source>{host}, {hook}, stops it by rule {rule}: translation belongs into a nat table</source>
            <translation>{host}, {hook}, hält es an Regel {rule} an: Übersetzung gehört in eine nat-Tabelle</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/tracking.py" />
            <source>{host} drops it: nf_conntrack: table full, dropping packet ({limit} entries)</source>
            <translation>{host} verwirft es: nf_conntrack: table full, dropping packet ({limit} Einträge)</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/tracking.py" />
            <source>{host} drops it: another connection has the tuple that this one would get</source>
            <translation>{host} verwirft es: eine andere Verbindung hat das Tupel, das diese bekäme</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/translation.py" />
            <source>{host} drops it: its connection was masqueraded for {device} and would leave by {interface} now, so it is forgotten</source>
            <translation>{host} verwirft es: seine Verbindung wurde für {device} maskiert und ginge jetzt über {interface} hinaus, also wird sie vergessen</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/translation.py" />
            <source>{host} has no free port left for it</source>
            <translation>{host} hat dafür keinen freien Port mehr</translation>
        </message>
        <message>
            <location filename="../../sandbox/engine/walk.py" />
            <source>the network outside has no route to {destination}</source>
            <translation>das Netz draußen hat keine Route zu {destination}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/causes.py" />
            <source>the reply's {hook}</source>
            <translation>{hook} der Antwort</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/causes.py" />
            <source>entry made</source>
            <translation>Eintrag angelegt</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/causes.py" />
            <source>the request's {hook}</source>
            <translation>{hook} der Anfrage</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/causes.py" />
            <source>rewritten in {hook}</source>
            <translation>umgeschrieben in {hook}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>comes in by {interface}</source>
            <translation>kommt über {interface} herein</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>table {table} {outcome}</source>
            <translation>Tabelle {table} {outcome}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>{chain} rule {number} {outcome}</source>
            <translation>{chain} Regel {number} {outcome}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>no route</source>
            <translation>keine Route</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>route {route}</source>
            <translation>Route {route}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>picks {target}, one of {count}</source>
            <translation>wählt {target}, eines von {count}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>leaves by {interface} to {peer}</source>
            <translation>geht über {interface} hinaus an {peer}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>dropped: {reason}</source>
            <translation>verworfen: {reason}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>rejected: {reason}</source>
            <translation>abgewiesen: {reason}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>delivered to the server</source>
            <translation>dem Server zugestellt</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>delivered to its socket</source>
            <translation>seinem Socket zugestellt</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/events.py" />
            <source>answered by its kernel</source>
            <translation>von seinem Kernel beantwortet</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>source</source>
            <translation>Quelle</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>source port</source>
            <translation>Quellport</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>destination</source>
            <translation>Ziel</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>destination port</source>
            <translation>Zielport</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>protocol</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>identifier</source>
            <translation>Kennung</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>sequence number</source>
            <translation>Folgenummer</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>TTL</source>
            <translation>TTL</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>mark</source>
            <translation>Markierung</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>proxy header</source>
            <translation>Proxy-Header</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>{field} restored ↩</source>
            <translation>{field} wiederhergestellt ↩</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/header.py" />
            <source>{field} rewritten ⇄</source>
            <translation>{field} umgeschrieben ⇄</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/names.py" />
            <source>“{comment}”</source>
            <translation>„{comment}“</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The entry of the connection says so; rules were asked for its first packet only.</source>
            <translation>So sagt es der Eintrag der Verbindung; Regeln wurden nur für ihr erstes Paket gefragt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The conntrack entry remembers what was rewritten and undoes it for the reply.</source>
            <translation>Der conntrack-Eintrag weiß noch, was umgeschrieben wurde, und macht es für die Antwort rückgängig.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>No rule is asked: the entry alone decides.</source>
            <translation>Keine Regel wird gefragt: der Eintrag allein entscheidet.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>REDIRECT sends it to this host itself.</source>
            <translation>REDIRECT schickt es an diesen Host selbst.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>Rule {number} of {chain} names its destination.</source>
            <translation>Regel {number} von {chain} nennt sein Ziel.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>{chain} is the chain of one endpoint, and its DNAT rule fired.</source>
            <translation>{chain} ist die Kette eines Endpunkts, und ihre DNAT-Regel hat gegriffen.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>SNAT names the address to take: {source}.</source>
            <translation>SNAT nennt die Adresse, die zu nehmen ist: {source}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>MASQUERADE takes the address of the interface it leaves by: {source}.</source>
            <translation>MASQUERADE nimmt die Adresse der Schnittstelle, über die es hinausgeht: {source}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>MASQUERADE takes the address of the interface it leaves by, {interface}: {source}.</source>
            <translation>MASQUERADE nimmt die Adresse der Schnittstelle, über die es hinausgeht, {interface}: {source}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The identifier {before} becomes {after}, so that replies can be told apart.</source>
            <translation>Aus der Kennung {before} wird {after}, damit Antworten auseinanderzuhalten sind.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The source port {before} becomes {after}, so that replies can be told apart.</source>
            <translation>Aus dem Quellport {before} wird {after}, damit Antworten auseinanderzuhalten sind.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The server sees this address, not {source}.</source>
            <translation>Der Server sieht diese Adresse, nicht {source}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The source {source} becomes {new_source} and the destination {destination} becomes {new_destination}.</source>
            <translation>Aus der Quelle {source} wird {new_source} und aus dem Ziel {destination} wird {new_destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The source {source} becomes {new_source}.</source>
            <translation>Aus der Quelle {source} wird {new_source}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The destination {destination} becomes {new_destination}.</source>
            <translation>Aus dem Ziel {destination} wird {new_destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/nat.py" />
            <source>The header keeps its addresses.</source>
            <translation>Der Header behält seine Adressen.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>it comes in to {device} by {interface}</source>
            <translation>es kommt bei {device} über {interface} herein</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} sends it to {peer} by {interface}</source>
            <translation>{device} sendet es über {interface} an {peer}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} looks for a route to {destination}</source>
            <translation>{device} sucht eine Route zu {destination}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} picks one of {count}</source>
            <translation>{device} wählt eines von {count}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} drops it</source>
            <translation>{device} verwirft es</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} rejects it</source>
            <translation>{device} weist es ab</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} hands it to the server</source>
            <translation>{device} übergibt es dem Server</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} hands it to its socket</source>
            <translation>{device} übergibt es seinem Socket</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>{device} answers it in its kernel</source>
            <translation>{device} beantwortet es in seinem Kernel</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>sends the request</source>
            <translation>sendet die Anfrage</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>answers</source>
            <translation>antwortet</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>sends an error back</source>
            <translation>sendet einen Fehler zurück</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>matches: {target}</source>
            <translation>trifft zu: {target}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>does not match</source>
            <translation>trifft nicht zu</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>makes an entry</source>
            <translation>legt einen Eintrag an</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>knows the connection</source>
            <translation>kennt die Verbindung</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>keeps the entry</source>
            <translation>behält den Eintrag</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>knows what the error is about</source>
            <translation>weiß, worum es in dem Fehler geht</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>knows no connection for it</source>
            <translation>kennt keine Verbindung dafür</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>deletes the entry</source>
            <translation>löscht den Eintrag</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>gives up another entry</source>
            <translation>gibt einen anderen Eintrag auf</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>rewrites the source and the destination</source>
            <translation>schreibt Quelle und Ziel um</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>rewrites the source</source>
            <translation>schreibt die Quelle um</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>rewrites the destination</source>
            <translation>schreibt das Ziel um</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>rewrites the header</source>
            <translation>schreibt den Header um</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>gives back the source and the destination</source>
            <translation>gibt Quelle und Ziel zurück</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>gives back the source</source>
            <translation>gibt die Quelle zurück</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>gives back the destination</source>
            <translation>gibt das Ziel zurück</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>gives back the header</source>
            <translation>gibt den Header zurück</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>ends its way</source>
            <translation>beendet seinen Weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>lets it through</source>
            <translation>lässt es durch</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/next.py" />
            <source>decides to rewrite it</source>
            <translation>beschließt, es umzuschreiben</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>The draw went the other way: the rule takes a new connection with probability {chance}.</source>
            <translation>Das Los fiel anders: die Regel nimmt eine neue Verbindung mit Wahrscheinlichkeit {chance}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>Does not match: “{predicate}” is not true of this packet.</source>
            <translation>Trifft nicht zu: „{predicate}“ gilt nicht für dieses Paket.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>It saw {value}.</source>
            <translation>Sie sah {value}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>The rule is for {comment}.</source>
            <translation>Die Regel ist für {comment}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>Rule {number} of {chain} {does}.</source>
            <translation>Regel {number} von {chain} {does}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>Rule {number} of {chain}, {comment}, {does}.</source>
            <translation>Regel {number} von {chain}, {comment}, {does}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>sends the packet through {chain}</source>
            <translation>schickt das Paket durch {chain}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>sends the packet to {chain} for good</source>
            <translation>schickt das Paket endgültig nach {chain}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>returns to the chain before</source>
            <translation>kehrt in die Kette davor zurück</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>accepts the packet</source>
            <translation>nimmt das Paket an</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>drops the packet</source>
            <translation>verwirft das Paket</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>rejects the packet with {reject_with}</source>
            <translation>weist das Paket mit {reject_with} ab</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>gives it the destination {socket}</source>
            <translation>gibt ihm das Ziel {socket}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>gives it the source {address}</source>
            <translation>gibt ihm die Quelle {address}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>gives it an address of the interface that it leaves by</source>
            <translation>gibt ihm eine Adresse der Schnittstelle, über die es hinausgeht</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>gives it an address of this host for its destination</source>
            <translation>gibt ihm eine Adresse dieses Hosts als Ziel</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>has no target and changes nothing</source>
            <translation>hat kein Ziel und ändert nichts</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>matches and lets the packet go on</source>
            <translation>trifft zu und lässt das Paket weitergehen</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>clears the mark {mark:#x}</source>
            <translation>löscht die Markierung {mark:#x}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>sets the mark {mark:#x}</source>
            <translation>setzt die Markierung {mark:#x}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>It also puts {source} on the list {name}, for session affinity.</source>
            <translation>Sie setzt außerdem {source} auf die Liste {name}, für die Sitzungsaffinität.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>It puts {source} into the set {name}, for session affinity.</source>
            <translation>Sie nimmt {source} in die Menge {name} auf, für die Sitzungsaffinität.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>The packet carries mark {mark}, set in {hook} by {chain}.</source>
            <translation>Das Paket trägt die Markierung {mark}, in {hook} von {chain} gesetzt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>The packet carries mark {mark}, set in {hook} by {chain}, where {caller} had sent it.</source>
            <translation>Das Paket trägt die Markierung {mark}, in {hook} von {chain} gesetzt, wohin {caller} es geschickt hatte.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/reasons.py" />
            <source>The packet carries mark {mark}, set in {hook} by {chain}, where {caller} had sent it: {comment}.</source>
            <translation>Das Paket trägt die Markierung {mark}, in {hook} von {chain} gesetzt, wohin {caller} es geschickt hatte: {comment}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/rules.py" />
            <source>{chain} remembers this client (session affinity)</source>
            <translation>{chain} erinnert sich an diesen Client (Sitzungsaffinität)</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/rules.py" />
            <source>{chain} has no other endpoint to pick</source>
            <translation>{chain} hat keinen anderen Endpunkt zur Wahl</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/rules.py" />
            <source>{chain} picked it with probability {chance}</source>
            <translation>{chain} hat ihn mit Wahrscheinlichkeit {chance} gewählt</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>by {pod}</source>
            <translation>von {pod}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>probability {chance}</source>
            <translation>Wahrscheinlichkeit {chance}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>The echo request was answered, and the reply reached the sender.</source>
            <translation>Die Echo-Anfrage wurde beantwortet, und die Antwort hat den Absender erreicht.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>The echo request was answered, but the reply did not reach the sender.</source>
            <translation>Die Echo-Anfrage wurde beantwortet, aber die Antwort hat den Absender nicht erreicht.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>The request reached a server and its reply reached the sender.</source>
            <translation>Die Anfrage erreichte einen Server und seine Antwort den Absender.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>The request reached a server, but no reply that the sender knows came back.</source>
            <translation>Die Anfrage erreichte einen Server, aber keine Antwort kam zurück, die der Absender kennt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>Nothing comes back: the sender waits until it gives up.</source>
            <translation>Nichts kommt zurück: der Absender wartet, bis er aufgibt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>The sender is refused at once.</source>
            <translation>Der Absender wird sofort abgewiesen.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/summary.py" />
            <source>No way leads on: the sender is told so, or waits until it gives up.</source>
            <translation>Kein Weg führt weiter: der Absender erfährt es, oder er wartet, bis er aufgibt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{place} on {device}</source>
            <translation>{place} auf {device}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Sending</source>
            <translation>Senden</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Arrival by {interface}</source>
            <translation>Ankunft über {interface}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{table} / {hook} / {chain} rule {number}</source>
            <translation>{table} / {hook} / {chain} Regel {number}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Routing, again</source>
            <translation>Routing, noch einmal</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Routing</source>
            <translation>Routing</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Picking a target</source>
            <translation>Wahl eines Ziels</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Leaving by {interface}</source>
            <translation>Abgang über {interface}</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Delivery</source>
            <translation>Zustellung</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Dropped</source>
            <translation>Verworfen</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Rejected</source>
            <translation>Abgewiesen</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>NAT undone</source>
            <translation>NAT rückgängig gemacht</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>NAT repeated</source>
            <translation>NAT wiederholt</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Nothing comes back: the sender waits in vain.</source>
            <translation>Nichts kommt zurück: der Absender wartet vergebens.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{device} sends {kind} from {source} to {destination}.</source>
            <translation>{device} sendet {kind} von {source} an {destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{device} answers with {kind} from {source} to {destination}.</source>
            <translation>{device} antwortet mit {kind} von {source} an {destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{device} sends back {kind} from {source} to {destination}.</source>
            <translation>{device} sendet {kind} von {source} an {destination} zurück.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{kind} from {source} to {destination} comes in to {device} by {interface}.</source>
            <translation>{kind} von {source} an {destination} kommt bei {device} über {interface} herein.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../sandbox/explain/why.py" />
            <source>{count} rules looked at.</source>
            <extracomment>For one: {count} rule looked at.</extracomment>
            <translation>
                <numerusform>{count} Regel angesehen.</numerusform>
                <numerusform>{count} Regeln angesehen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet goes on.</source>
            <translation>Das Paket geht weiter.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet ends here.</source>
            <translation>Das Paket endet hier.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{table} has no rule for this packet in {hook}; it goes on unchanged.</source>
            <translation>{table} hat in {hook} keine Regel für dieses Paket; es geht unverändert weiter.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../sandbox/explain/why.py" />
            <source>{count} rules looked at, and none of them decided.</source>
            <extracomment>For one: {count} rule looked at, and none of them decided.</extracomment>
            <translation>
                <numerusform>{count} Regel angesehen, und sie hat nicht entschieden.</numerusform>
                <numerusform>{count} Regeln angesehen, und keine davon hat entschieden.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The policy of {chain} is ACCEPT: the packet goes on.</source>
            <translation>Die Policy von {chain} ist ACCEPT: das Paket geht weiter.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The policy of {chain} is DROP: the packet ends here.</source>
            <translation>Die Policy von {chain} ist DROP: das Paket endet hier.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Rule {number} of {chain} ended that chain for the packet.</source>
            <translation>Regel {number} von {chain} beendete diese Kette für das Paket.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Rule {number} of {chain} ended that chain for the packet, since “{saw}” is true of it.</source>
            <translation>Regel {number} von {chain} beendete diese Kette für das Paket, da „{saw}“ für es gilt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>No entry of the connection table fits this packet, so it begins a new connection. The entry enters the table only when the packet has got through this host.</source>
            <translation>Kein Eintrag der Verbindungstabelle passt zu diesem Paket, also beginnt es eine neue Verbindung. Der Eintrag kommt erst in die Tabelle, wenn das Paket durch diesen Host hindurch ist.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet got through this host: its entry is now in the connection table.</source>
            <translation>Das Paket ist durch diesen Host hindurch: sein Eintrag steht jetzt in der Verbindungstabelle.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet is an error about a connection in the table, so it counts as RELATED to it.</source>
            <translation>Das Paket ist ein Fehler zu einer Verbindung der Tabelle, also gilt es als RELATED zu ihr.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet fits no connection and cannot begin one: its state is INVALID.</source>
            <translation>Das Paket passt zu keiner Verbindung und kann keine beginnen: sein Zustand ist INVALID.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>It resets a connection that nobody had answered, so its entry leaves the table at once.</source>
            <translation>Es setzt eine Verbindung zurück, auf die niemand geantwortet hatte, also verlässt ihr Eintrag die Tabelle sofort.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The connection was given the address of the device that its first packet left by. This one would leave by another, so the entry leaves the table and the packet is dropped; the next one begins anew.</source>
            <translation>Die Verbindung hat die Adresse des Geräts bekommen, über das ihr erstes Paket hinausging. Dieses ginge über ein anderes hinaus, also verlässt der Eintrag die Tabelle, und das Paket wird verworfen; das nächste beginnt neu.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The connection table is full. For this packet it gives up another connection, one that is not ASSURED and lies in the same buckets.</source>
            <translation>Die Verbindungstabelle ist voll. Für dieses Paket gibt sie eine andere Verbindung auf, eine, die nicht ASSURED ist und in denselben Fächern liegt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet belongs to a connection in the table.</source>
            <translation>Das Paket gehört zu einer Verbindung der Tabelle.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>It is now {state}.</source>
            <translation>Sie ist jetzt {state}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Rules of the nat table are not asked again.</source>
            <translation>Regeln der nat-Tabelle werden nicht noch einmal gefragt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet is the original direction of an entry, {source} to {destination}.</source>
            <translation>Das Paket ist die Hinrichtung eines Eintrags, {source} an {destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet is the reply direction of an entry, {source} to {destination}.</source>
            <translation>Das Paket ist die Antwortrichtung eines Eintrags, {source} an {destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The rules changed the packet, so it is routed again.</source>
            <translation>Die Regeln haben das Paket verändert, also wird es noch einmal geroutet.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>No route leads to {destination}.</source>
            <translation>Keine Route führt zu {destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{destination} is an address of this host: the packet stays here.</source>
            <translation>{destination} ist eine Adresse dieses Hosts: Das Paket bleibt hier.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{destination} falls under the route “{route}”: it is on the link of {interface}, so the packet goes to it without a gateway.</source>
            <translation>{destination} fällt unter die Route „{route}“: es liegt am Link von {interface}, also geht das Paket ohne Gateway dorthin.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{destination} falls under the route “{route}”: it leaves by {interface} to the gateway {gateway}.</source>
            <translation>{destination} fällt unter die Route „{route}“: es geht über {interface} an das Gateway {gateway}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The load balancer picked {target}, the only one in its pool.</source>
            <translation>Der Load-Balancer wählte {target}, das einzige in seinem Pool.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The load balancer picked {target}, one of {count} that are equally likely: {pool}.</source>
            <translation>Der Load-Balancer wählte {target}, eines von {count} gleich wahrscheinlichen: {pool}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Not in the pool, since their health check failed: {names}.</source>
            <translation>Nicht im Pool, da ihre Gesundheitsprüfung fehlschlug: {names}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{device} sends it by {interface}, as the route “{route}” says.</source>
            <translation>{device} sendet es über {interface}, wie die Route „{route}“ sagt.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{device} sends it by {interface}.</source>
            <translation>{device} sendet es über {interface}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>It arrives at {peer}.</source>
            <translation>Es kommt bei {peer} an.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>That address is the sender's own.</source>
            <translation>Diese Adresse ist die des Absenders selbst.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>That address is not the sender's own, {sender}.</source>
            <translation>Diese Adresse ist nicht die des Absenders, {sender}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The server takes the packet. The peer that it sees is {peer}.</source>
            <translation>Der Server nimmt das Paket. Die Gegenstelle, die er sieht, ist {peer}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>kube-proxy answers the health check itself. The peer that it sees is {peer}.</source>
            <translation>kube-proxy beantwortet die Gesundheitsprüfung selbst. Die Gegenstelle, die er sieht, ist {peer}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The load balancer ends the connection of {peer} here and opens one of its own.</source>
            <translation>Der Load-Balancer beendet hier die Verbindung von {peer} und öffnet eine eigene.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The kernel answers the ping itself, no server does. The peer that it sees is {peer}.</source>
            <translation>Den Ping beantwortet der Kernel selbst, kein Server. Die Gegenstelle, die er sieht, ist {peer}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>The packet from {peer} reaches the socket that waits for it.</source>
            <translation>Das Paket von {peer} erreicht den Socket, der darauf wartet.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>Nothing may be sent back.</source>
            <translation>Nichts darf zurückgesandt werden.</translation>
        </message>
        <message>
            <location filename="../../sandbox/explain/why.py" />
            <source>{kind} goes back to {destination}.</source>
            <translation>{kind} geht zurück an {destination}.</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>↩ undoes its NAT</source>
            <translation>↩ macht sein NAT rückgängig</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>⇄ rewrites the packet</source>
            <translation>⇄ schreibt das Paket um</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>⇄ takes the rule's NAT</source>
            <translation>⇄ übernimmt das NAT der Regel</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>+ entry made</source>
            <translation>+ Eintrag angelegt</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>= knows the packet</source>
            <translation>= kennt das Paket</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>✓ enters the table</source>
            <translation>✓ kommt in die Tabelle</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>= knows what the error is about</source>
            <translation>= weiß, worum es in dem Fehler geht</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>✗ does not fit</source>
            <translation>✗ passt nicht</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>− leaves the table</source>
            <translation>− verlässt die Tabelle</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/entries.py" />
            <source>− is given up</source>
            <translation>− wird aufgegeben</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/levels.py" />
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/levels.py" />
            <source>Hop</source>
            <translation>Hop</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/levels.py" />
            <source>Hook</source>
            <translation>Hook</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/levels.py" />
            <source>Rule</source>
            <translation>Regel</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/marks.py" />
            <source>rewritten</source>
            <translation>umgeschrieben</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/marks.py" />
            <source>undone from conntrack</source>
            <translation>aus conntrack zurückgenommen</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/marks.py" />
            <source>entry expired or gone</source>
            <translation>Eintrag abgelaufen oder fort</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/marks.py" />
            <source>picked by load balancer</source>
            <translation>vom Load-Balancer gewählt</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/marks.py" />
            <source>dropped or rejected</source>
            <translation>verworfen oder abgewiesen</translation>
        </message>
        <message>
            <location filename="../../sandbox/playback/marks.py" />
            <source>reply arrived</source>
            <translation>Antwort angekommen</translation>
        </message>
        <message>
            <location filename="../../sandbox/routing/listing.py" />
            <source>{to} has {count} next hops, of which the first is taken</source>
            <translation>{to} hat {count} nächste Hops, von denen der erste genommen wird</translation>
        </message>
        <message>
            <location filename="../../sandbox/routing/listing.py" />
            <source>{to} is in table {table}, which is not looked at</source>
            <translation>{to} steht in Tabelle {table}, die nicht betrachtet wird</translation>
        </message>
        <message>
            <location filename="../../sandbox/routing/listing.py" />
            <source>{type} {to} is taken for unreachable: the sender is told</source>
            <translation>{type} {to} gilt als unreachable: Der Absender erfährt es</translation>
        </message>
        <message>
            <location filename="../../sandbox/routing/listing.py" />
            <source>{type} {to} is left out</source>
            <translation>{type} {to} wird ausgelassen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/__init__.py" />
            <source>{key} has the address {address} of {owner}; give each an address of its own</source>
            <translation>{key} hat die Adresse {address} von {owner}; gib jedem eine eigene</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>{key} has “{text}” in {place}, which is not modelled: a packet that gets there stops; take it out of the text to see what comes after</source>
            <translation>{key} hat „{text}“ in {place}, was nicht nachgebildet ist: ein Paket, das dorthin kommt, hält an; nimm es aus dem Text, um zu sehen, was danach kommt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>nft shows {managed} of {key}, which iptables made and nft does not show whole, so they are left out; attach iptables-save or ip6tables-save as well</source>
            <translation>nft zeigt {managed} von {key}, die iptables angelegt hat und nft nicht vollständig zeigt, also bleiben sie weg; hänge auch iptables-save oder ip6tables-save an</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>the rules of {key} hold none of kube-proxy's; attach those of iptables-save and nft</source>
            <translation>die Regeln von {key} enthalten keine von kube-proxy; hänge die von iptables-save und nft an</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>{key} has rules in its state, which holds all: spec.iptables and spec.nftables are passed over; leave them out</source>
            <translation>{key} hat Regeln in seinem Zustand, der alle enthält: spec.iptables und spec.nftables werden übergangen; lass sie weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>{key}: route {remark}</source>
            <translation>{key}: Route {remark}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>routes of {key} leave by {name}, which its addresses do not list: they are left out; attach both of one moment</source>
            <translation>Routen von {key} gehen über {name} hinaus, das seine Adressen nicht nennen: sie bleiben weg; hänge beides vom selben Augenblick an</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>routes of {key} are attached without its addresses; attach ip -j addr as well</source>
            <translation>Routen von {key} sind ohne seine Adressen angehängt; hänge auch ip -j addr an</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>{key} lists no device with {addresses}, which the node has as InternalIP; attach what that very node printed</source>
            <translation>{key} nennt kein Gerät mit {addresses}, die der Node als InternalIP hat; hänge an, was genau dieser Node ausgegeben hat</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/attached.py" />
            <source>{count} of {key}'s connections are {kind}, which is not modelled; they are left out</source>
            <translation>{count} der Verbindungen von {key} sind {kind}, was nicht nachgebildet ist; sie bleiben weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{key} has no InternalIP; give it one</source>
            <translation>{key} hat keine InternalIP; gib ihm eine</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{key} is to go, which load balancers find out by its health check alone, with externalTrafficPolicy Local once it has no endpoint; a cloud may be quicker</source>
            <translation>{key} soll verschwinden, was Load-Balancer nur an seinem Health-Check merken, bei externalTrafficPolicy Local erst, wenn er keinen Endpunkt mehr hat; eine Cloud kann schneller sein</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>podCIDR {mine} of {key} overlaps {theirs} of {other}; choose a range of its own</source>
            <translation>podCIDR {mine} von {key} überschneidet sich mit {theirs} von {other}; wähle einen eigenen Bereich</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>no podCIDR is given for {nodes}, so there is no bridge: each pod has a route of its own, as with a Network of cni PointToPoint; give one, or choose that</source>
            <translation>für {nodes} ist kein podCIDR angegeben, daher gibt es keine Bridge: Jeder Pod hat eine eigene Route, wie mit einem Network mit cni PointToPoint; geben Sie einen an oder wählen Sie das</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{path} is on no node, so it does not run; name one of the scenario's nodes</source>
            <translation>{path} ist auf keinem Node, also läuft er nicht; nenne einen Node des Szenarios</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{path} is on node {name}, which is not there; add that node</source>
            <translation>{path} ist auf Node {name}, den es nicht gibt; füge diesen Node hinzu</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{path} is Running without an address; give it one of node {name}'s podCIDR</source>
            <translation>{path} ist Running ohne Adresse; gib ihm eine aus dem podCIDR von Node {name}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>pod {path} shares node {name}'s network but {address} is not that node's; use the node's</source>
            <translation>Pod {path} teilt das Netz von Node {name}, aber {address} gehört nicht diesem Node; nimm die des Nodes</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>address {address} of pod {path} is outside node {name}'s podCIDR {ranges}; use one inside it, or a Network with cni PointToPoint</source>
            <translation>Adresse {address} von Pod {path} liegt außerhalb des podCIDR {ranges} von Node {name}; nimm eine darin oder ein Network mit cni PointToPoint</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>EndpointSlice {path} is for Service {service}, which is not there; nothing uses it until that is added</source>
            <translation>EndpointSlice {path} ist für Service {service}, den es nicht gibt; nichts nutzt es, bis der hinzugefügt ist</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{key} names pod {target}, which is not there; add that pod</source>
            <translation>{key} nennt Pod {target}, den es nicht gibt; füge diesen Pod hinzu</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{key} gives pod {target} the address {address}, which it has not; use the pod's</source>
            <translation>{key} gibt Pod {target} die Adresse {address}, die er nicht hat; nimm die des Pods</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>mode {mode} is not modelled in this version; use mode {modes} to walk packets</source>
            <translation>Modus {mode} ist in dieser Version nicht nachgebildet; nimm Modus {modes}, um Pakete zu verfolgen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>hostnameOverride {hostname_override} is no node of the scenario; name one that is</source>
            <translation>hostnameOverride {hostname_override} ist kein Node des Szenarios; nenne einen, der es ist</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>clusterCIDR is empty, so kube-proxy cannot tell pods from others; set it to the pods' range</source>
            <translation>clusterCIDR ist leer, also kann kube-proxy Pods nicht von anderen unterscheiden; setze es auf den Bereich der Pods</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>podCIDR {cidr} of {key} is outside clusterCIDR, so what its pods send to cluster addresses is masqueraded; widen clusterCIDR</source>
            <translation>podCIDR {cidr} von {key} liegt außerhalb von clusterCIDR, also wird maskiert, was seine Pods an Clusteradressen senden; erweitere clusterCIDR</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>the route to {destination} leads to node {node}, which is not there; add it</source>
            <translation>die Route zu {destination} führt zu Node {node}, den es nicht gibt; füge ihn hinzu</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>Host {name} has the name of no node; name it after the node that it describes</source>
            <translation>Host {name} hat den Namen keines Nodes; benenne ihn nach dem Node, den er beschreibt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/cluster.py" />
            <source>{key} has rules about “{text}”, but no rule sees the outer packets of a tunnel here; match those inside</source>
            <translation>{key} hat Regeln zu „{text}“, doch hier sieht keine Regel die äußeren Pakete eines Tunnels; vergleichen Sie die inneren</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/flows.py" />
            <source>expect of {key} looks at the first of its {requests} requests, and sessionAffinity may make the others differ; walk those in the window</source>
            <translation>expect von {key} betrachtet die erste von {requests} Anfragen, und durch sessionAffinity können die anderen abweichen; verfolgen Sie diese im Fenster</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/flows.py" />
            <source>{key} goes to {address}, which stands for several machines: it follows the routes like any other here; send to one address</source>
            <translation>{key} geht an {address}, was für mehrere Maschinen steht: Hier folgt es den Routen wie jede andere; senden Sie an eine einzelne Adresse</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>is not enforced here: what it forbids gets through; keep that in mind, or send elsewhere</source>
            <translation>wird hier nicht durchgesetzt: was es verbietet, kommt durch; behalte das im Kopf, oder sende anderswohin</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>routes by names and paths, which is not modelled; send to the Service behind it</source>
            <translation>leitet nach Namen und Pfaden, was nicht nachgebildet ist; sende an den Service dahinter</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>gives pods a further network, which is not modelled; send to an address of status.podIPs</source>
            <translation>gibt Pods ein weiteres Netz, was nicht modelliert ist; senden Sie an eine Adresse aus status.podIPs</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} lists host names, which no proxy handles; list addresses</source>
            <translation>{key} nennt Hostnamen, die kein Proxy behandelt; nenne Adressen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} is passed over: the first Network of a scenario is its network; keep one</source>
            <translation>{key} wird übergangen: das erste Network eines Szenarios ist sein Netz; behalte eines</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} is not read; add the EndpointSlice that the cluster made of it</source>
            <translation>{key} wird nicht gelesen; füge das EndpointSlice hinzu, das der Cluster daraus gemacht hat</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} sets {name}, which is not modelled and changes nothing here; leave it out</source>
            <translation>{key} setzt {name}, was nicht nachgebildet ist und hier nichts ändert; lass es weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} has “{text}” in {place}, which is not modelled: a packet that gets there stops; leave it out to see what comes after</source>
            <translation>{key} hat „{text}“ in {place}, was nicht nachgebildet ist: ein Paket, das dorthin kommt, hält an; lass es weg, um zu sehen, was danach kommt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} has {text}, which is not modelled and does nothing here; leave it out</source>
            <translation>{key} hat {text}, was nicht nachgebildet ist und hier nichts tut; lass es weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} sets {name} to {old}, which holds until kube-proxy starts again and makes it {new}; set {field} of its configuration</source>
            <translation>{key} setzt {name} auf {old}, was gilt, bis kube-proxy wieder startet und {new} daraus macht; setze {field} seiner Konfiguration</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} sets {name} to “{setting}”, which is no number; write one from 0 to {largest}</source>
            <translation>{key} setzt {name} auf „{setting}“, was keine Zahl ist; schreibe eine von 0 bis {largest}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>trafficDistribution {traffic_distribution} of {key} is not known and prefers nothing; use one of {names}</source>
            <translation>trafficDistribution {traffic_distribution} von {key} ist unbekannt und bevorzugt nichts; nimm eines von {names}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} picks anew for each connection, so sessionAffinity of {service} holds among those that meet the same node alone; leave it one node to see it hold</source>
            <translation>{key} wählt für jede Verbindung neu, also gilt sessionAffinity von {service} nur unter denen, die auf denselben Node treffen; lass ihm einen Node, um sie wirken zu sehen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} does not filter by itself and hides the address that loadBalancerSourceRanges of {of_key} are checked at; use delivery VIP</source>
            <translation>{key} filtert nicht selbst und verbirgt die Adresse, an der loadBalancerSourceRanges von {of_key} geprüft werden; nimm delivery VIP</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} is a Proxy and {path} has a {protocol} port, of which it passes on one request and its answer; use mode PacketForwarder</source>
            <translation>{key} ist ein Proxy und {path} hat einen {protocol}-Port, von dem er eine Anfrage und ihre Antwort weitergibt; nimm mode PacketForwarder</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/limits.py" />
            <source>{key} is walked along one path of its association: further addresses of its ends and their heartbeats are not modelled; send to each address by a flow of its own</source>
            <translation>{key} geht auf einem einzigen Weg seiner Assoziation: weitere Adressen ihrer Enden und deren Heartbeats sind nicht modelliert; sende an jede Adresse mit einem eigenen Flow</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{key} has no address to send from; give it one</source>
            <translation>{key} hat keine Adresse, von der es senden kann; gib ihm eine</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{key} is a Proxy, which opens connections of its own; use delivery NodePort or PodIP</source>
            <translation>{key} ist ein Proxy, der eigene Verbindungen öffnet; nimm delivery NodePort oder PodIP</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{key} is a Proxy without an address to connect from; give it one</source>
            <translation>{key} ist ein Proxy ohne Adresse, von der er sich verbindet; gib ihm eine</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{key} forwards packets and cannot add {client_address}; use mode Proxy</source>
            <translation>{key} leitet Pakete weiter und kann {client_address} nicht hinzufügen; nimm mode Proxy</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{key} serves Service {path}, which is not there; add it or take it off the list</source>
            <translation>{key} bedient Service {path}, den es nicht gibt; füge ihn hinzu oder nimm ihn von der Liste</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{key} serves {path} of type {type}; switch that to LoadBalancer</source>
            <translation>{key} bedient {path} vom Typ {type}; stelle ihn auf LoadBalancer</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{key} delivers to node ports but {path} has none; use delivery VIP or PodIP</source>
            <translation>{key} liefert an NodePorts, aber {path} hat keine; nimm delivery VIP oder PodIP</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>comes from {sender}, which is not there; name one that is</source>
            <translation>kommt von {sender}, den es nicht gibt; nenne einen, den es gibt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>has no request; give it at least 1</source>
            <translation>hat keine Anfrage; gib ihm mindestens 1</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>starts before the objects take effect; use 0 or later</source>
            <translation>beginnt, bevor die Objekte wirken; nimm 0 oder später</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>names the node {node!r}, which is not there; name one that is</source>
            <translation>nennt den Node {node!r}, den es nicht gibt; nenne einen, den es gibt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>is of ICMP, which has no ports; leave the port out</source>
            <translation>ist von ICMP, das keine Ports hat; lass den Port weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>goes to a port that is not between 1 and 65535; choose one</source>
            <translation>geht an einen Port, der nicht zwischen 1 und 65535 liegt; wähle einen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>goes to Service {service}, which is not there; add it</source>
            <translation>geht an Service {service}, den es nicht gibt; füge ihn hinzu</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>goes to node {node!r}, which is not there</source>
            <translation>geht an Node {node!r}, den es nicht gibt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>names no node</source>
            <translation>nennt keinen Node</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>{wrong}; name one of the scenario's nodes</source>
            <translation>{wrong}; nenne einen Node des Szenarios</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>asks for a {protocol} port that {service} has not; use one of its ports</source>
            <translation>verlangt einen {protocol}-Port, den {service} nicht hat; nimm einen seiner Ports</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/outside.py" />
            <source>goes to {service} via {via}, which it has not; use another way or type</source>
            <translation>geht an {service} über {via}, was er nicht hat; nimm einen anderen Zugang oder Typ</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/problem.py" />
            <source>warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/problem.py" />
            <source>note</source>
            <translation>Hinweis</translation>
        </message>
        <message numerus="yes">
            <location filename="../../sandbox/scenario/check/problem.py" />
            <source>{key} and {count} others</source>
            <extracomment>For one: {key} and {count} other</extracomment>
            <translation>
                <numerusform>{key} und {count} weiteren</numerusform>
                <numerusform>{key} und {count} weiteren</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>node port {port} of {key} is {owner}'s already; choose a free one</source>
            <translation>NodePort {port} von {key} gehört schon {owner}; wähle einen freien</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} of type {type} has a port without nodePort; give it one</source>
            <translation>{key} vom Typ {type} hat einen Port ohne nodePort; gib ihm einen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>externalTrafficPolicy Local means nothing for {key} of type {type}; use NodePort or LoadBalancer</source>
            <translation>externalTrafficPolicy Local bedeutet nichts für {key} vom Typ {type}; nimm NodePort oder LoadBalancer</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} has externalTrafficPolicy Local but no healthCheckNodePort; give it one</source>
            <translation>{key} hat externalTrafficPolicy Local, aber keinen healthCheckNodePort; gib ihm einen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} is headless, so no proxy handles it; send to its pods, or give it a clusterIP</source>
            <translation>{key} ist headless, also behandelt ihn kein Proxy; sende an seine Pods, oder gib ihm eine clusterIP</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>clusterIP {address} of {key} is in no ServiceCIDR; use an address of one</source>
            <translation>clusterIP {address} von {key} liegt in keinem ServiceCIDR; nimm eine Adresse aus einem</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} and {owner} are both reached at {address} by {protocol} port {port}: kube-proxy leaves open which one gets the connections, here it is the latter; give each an address or port of its own</source>
            <translation>{key} und {owner} sind beide unter {address} am {protocol}-Port {port} erreichbar: kube-proxy lässt offen, wer die Verbindungen bekommt, hier ist es der zweite; geben Sie jedem eine eigene Adresse oder einen eigenen Port</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} has no selector and no EndpointSlice, so no endpoint; give it one of the two</source>
            <translation>{key} hat weder Selector noch EndpointSlice, also keinen Endpunkt; gib ihm eines von beiden</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} selects no pod; label a pod {labels}</source>
            <translation>{key} wählt keinen Pod aus; gib einem Pod die Labels {labels}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>no pod behind port {port} of {key} is ready; make one ready</source>
            <translation>kein Pod hinter Port {port} von {key} ist bereit; mach einen bereit</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>targetPort {target_port} of {key} names no port of its pods; name one of theirs</source>
            <translation>targetPort {target_port} von {key} nennt keinen Port seiner Pods; nenne einen von ihnen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>no pod behind port {port} of {key} runs with an address; start one</source>
            <translation>kein Pod hinter Port {port} von {key} läuft mit einer Adresse; starte einen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} has no load balancer address, it is pending or known by a host name; add a load balancer for it</source>
            <translation>{key} hat keine Load-Balancer-Adresse, sie steht aus oder ist unter einem Hostnamen bekannt; füge einen Load-Balancer dafür hinzu</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>{key} has no load balancer address, it is pending or known by a host name; clients reach it at its load balancer's own</source>
            <translation>{key} hat keine Load-Balancer-Adresse, sie steht aus oder ist unter einem Hostnamen bekannt; Clients erreichen ihn unter der seines Load-Balancers</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/services.py" />
            <source>no load balancer of the scenario serves {key}, so nobody answers at its address from outside; add one that does</source>
            <translation>kein Load-Balancer des Szenarios bedient {key}, also antwortet von außen niemand unter seiner Adresse; füge einen hinzu, der es tut</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/software.py" />
            <source>{objects} is of {name} and no pod is of kube-proxy, but every node runs kube-proxy here; see whether its rules are what your nodes have</source>
            <translation>{objects} gehört zu {name} und kein Pod zu kube-proxy, hier läuft kube-proxy aber auf jedem Node; prüfen Sie, ob Ihre Nodes dessen Regeln haben</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/software.py" />
            <source>{objects} is in a mesh of {name}, whose proxy is not modelled: connections go past it; keep that in mind</source>
            <translation>{objects} gehört zu einem Mesh von {name}, dessen Proxy nicht modelliert ist: Verbindungen gehen an ihm vorbei; behalten Sie das im Sinn</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>hostPort {value} of {objects} is not modelled: nothing answers there at the node's address; send to the pod, or use a Service with a node port</source>
            <translation>hostPort {value} von {objects} ist nicht modelliert: Unter der Adresse des Nodes antwortet dort nichts; senden Sie an den Pod oder verwenden Sie einen Service mit Node-Port</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>the further networks of {objects} are not modelled, only the cluster's own is there; send to an address of status.podIPs</source>
            <translation>die weiteren Netze von {objects} sind nicht modelliert, nur das des Clusters ist da; senden Sie an eine Adresse aus status.podIPs</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>topology-mode {value} of {objects} makes no hints here, so all endpoints are used; add the EndpointSlices that the cluster made, or use trafficDistribution</source>
            <translation>topology-mode {value} von {objects} erzeugt hier keine Hints, daher werden alle Endpunkte verwendet; fügen Sie die EndpointSlices des Clusters hinzu oder verwenden Sie trafficDistribution</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>{value} of {objects} is not read: load balancers ask kube-proxy on the nodes; set how often in healthCheck of the LoadBalancer</source>
            <translation>{value} von {objects} wird nicht gelesen: Load-Balancer fragen kube-proxy auf den Nodes; wie oft, legt healthCheck des LoadBalancers fest</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>healthCheck.{value} of {objects} is not modelled: it asks kube-proxy on the nodes; use intervalSeconds, unhealthyThreshold and healthyThreshold</source>
            <translation>healthCheck.{value} von {objects} ist nicht modelliert: Er fragt kube-proxy auf den Nodes; verwenden Sie intervalSeconds, unhealthyThreshold und healthyThreshold</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>healthzBindAddress {value} is not modelled: kube-proxy answers health checks on port 10256 of every address; leave it out</source>
            <translation>healthzBindAddress {value} ist nicht modelliert: kube-proxy beantwortet Health-Checks auf Port 10256 jeder Adresse; lassen Sie es weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>bindAddress {value} is not modelled: a node's primary address is its first InternalIP; list that one first</source>
            <translation>bindAddress {value} ist nicht modelliert: Die primäre Adresse eines Nodes ist seine erste InternalIP; führen Sie diese zuerst auf</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>feature gate {value} is not modelled: rules are those of kube-proxy with its default gates; leave it out</source>
            <translation>das Feature-Gate {value} ist nicht modelliert: Die Regeln sind die von kube-proxy mit seinen voreingestellten Gates; lassen Sie es weg</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/check/unread.py" />
            <source>{key} goes to {address}, an ExternalIP of {node}, which is not modelled; send to its InternalIP</source>
            <translation>{key} geht an {address}, eine ExternalIP von {node}, die nicht modelliert ist; senden Sie an dessen InternalIP</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/attached_texts.py" />
            <source>the state of {key} has a mistake in {field}: {error}</source>
            <translation>der Zustand von {key} hat einen Fehler in {field}: {error}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>there is no {sender} to send from; name one that is there</source>
            <translation>es gibt kein {sender}, von dem gesendet werden kann; nenne eines, das es gibt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>{key} does not run, it is {phase}: send from a pod that is Running</source>
            <translation>{key} läuft nicht, er ist {phase}: sende von einem Pod, der Running ist</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>{key} is on no node of this scenario: give it a node and an address</source>
            <translation>{key} ist auf keinem Node dieses Szenarios: gib ihm einen Node und eine Adresse</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>there is no Service {service} to send to; name one that is there</source>
            <translation>es gibt keinen Service {service}, an den gesendet werden kann; nenne einen, den es gibt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>{key} has no {protocol} port {port}: its ports are {have}</source>
            <translation>{key} hat keinen {protocol}-Port {port}: seine Ports sind {have}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>{key} has no node port: its type is {type}</source>
            <translation>{key} hat keinen NodePort: sein Typ ist {type}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>{key} has no address of the kind {via}; use another way</source>
            <translation>{key} hat keine Adresse der Art {via}; nimm einen anderen Zugang</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>there is no node {name} with an address to send to: there are {names}</source>
            <translation>es gibt keinen Node {name} mit einer Adresse, an die gesendet werden kann: es gibt {names}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/flows.py" />
            <source>is missing: a node port is asked at a node; there are {names}</source>
            <translation>fehlt: ein Node-Port wird an einem Node gefragt; es gibt {names}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/ip_sets.py" />
            <source>the sets of {key} have a mistake in {error}</source>
            <translation>die Mengen von {key} haben einen Fehler in {error}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/compile/other_rules.py" />
            <source>the rules of {key} have a mistake in {error}</source>
            <translation>die Regeln von {key} haben einen Fehler in {error}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/adding.py" />
            <source>there is a flow {name} already; choose another name</source>
            <translation>es gibt schon einen Fluss {name}; wähle einen anderen Namen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/balancers.py" />
            <source>a proxy opens its own connection, not one to its own address; choose NodePort or PodIP</source>
            <translation>ein Proxy öffnet seine eigene Verbindung, keine an seine eigene Adresse; wähle NodePort oder PodIP</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/balancers.py" />
            <source>a packet forwarder adds no header, it keeps the client's address; choose Proxy first</source>
            <translation>ein Paketweiterleiter fügt keinen Header hinzu, er behält die Adresse des Clients; wähle zuerst Proxy</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/balancers.py" />
            <source>a health check's interval and thresholds must be above zero; choose larger ones</source>
            <translation>Abstand und Schwellen einer Gesundheitsprüfung müssen über null liegen; wähle größere</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/balancers.py" />
            <source>{path} is of type {type}; switch it to LoadBalancer first</source>
            <translation>{path} ist vom Typ {type}; stelle ihn zuerst auf LoadBalancer</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/notes.py" />
            <source>a note is at least {width:g} × {height:g}; choose a larger size</source>
            <translation>eine Notiz ist mindestens {width:g} × {height:g}; wähle eine größere Größe</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/references.py" />
            <source>there is no {key} in the scenario; choose an object that is there</source>
            <translation>es gibt kein {key} im Szenario; wähle ein Objekt, das es gibt</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/references.py" />
            <source>{key} cannot become {other}; rename it, or add a new object</source>
            <translation>{key} kann nicht zu {other} werden; benenne es um, oder füge ein neues Objekt hinzu</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/references.py" />
            <source>{name!r} is no Kubernetes name; use lower-case letters, digits, - and .</source>
            <translation>{name!r} ist kein Kubernetes-Name; nimm Kleinbuchstaben, Ziffern, - und .</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/references.py" />
            <source>there is a {key} already; choose another name</source>
            <translation>es gibt schon ein {key}; wähle einen anderen Namen</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/services.py" />
            <source>externalTrafficPolicy has no meaning for {path} of type {type}; switch it to NodePort or LoadBalancer first</source>
            <translation>externalTrafficPolicy bedeutet nichts für {path} vom Typ {type}; stelle ihn zuerst auf NodePort oder LoadBalancer</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/services.py" />
            <source>{path} of type ExternalName has no endpoints to prefer; change its type first</source>
            <translation>{path} vom Typ ExternalName hat keine Endpunkte, die er bevorzugen könnte; ändere zuerst seinen Typ</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/services.py" />
            <source>an affinity timeout of {seconds} s is not allowed; choose 1 to {longest}</source>
            <translation>eine Affinität von {seconds} s ist nicht erlaubt; wähle 1 bis {longest}</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/states.py" />
            <source>{path} is {phase}; only a Running pod can be ready</source>
            <translation>{path} ist {phase}; nur ein Pod, der Running ist, kann bereit sein</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/states.py" />
            <source>{key} would have one label twice; give each label one value</source>
            <translation>{key} hätte ein Label zweimal; gib jedem Label einen Wert</translation>
        </message>
        <message>
            <location filename="../../sandbox/scenario/edits/store.py" />
            <source>a label holds {found}, which cannot be seen; write it without</source>
            <translation>ein Label enthält {found}, was nicht zu sehen ist; schreibe es ohne</translation>
        </message>
        <message>
            <location filename="../../sandbox/trace/exchange.py" />
            <source>delivered</source>
            <translation>zugestellt</translation>
        </message>
        <message>
            <location filename="../../sandbox/trace/exchange.py" />
            <source>dropped</source>
            <translation>verworfen</translation>
        </message>
        <message>
            <location filename="../../sandbox/trace/exchange.py" />
            <source>rejected</source>
            <translation>abgewiesen</translation>
        </message>
        <message>
            <location filename="../../sandbox/trace/exchange.py" />
            <source>unroutable</source>
            <translation>nicht routbar</translation>
        </message>
        <message>
            <location filename="../../sandbox/trace/exchange.py" />
            <source>replied</source>
            <translation>beantwortet</translation>
        </message>
        <message>
            <location filename="../../ui/app/about.py" />
            <source>A sandbox for Kubernetes Service networking: walk each packet through the real rules.</source>
            <translation>Ein Sandkasten für das Netz der Kubernetes-Services: verfolge jedes Paket durch die echten Regeln.</translation>
        </message>
        <message>
            <location filename="../../ui/app/about.py" />
            <source>Kubernetes and kube-proxy</source>
            <translation>Kubernetes und kube-proxy</translation>
        </message>
        <message>
            <location filename="../../ui/app/about.py" />
            <source>Linux netfilter and conntrack</source>
            <translation>Linux netfilter und conntrack</translation>
        </message>
        <message>
            <location filename="../../ui/app/about.py" />
            <source>About Natwalk</source>
            <translation>Über Natwalk</translation>
        </message>
        <message>
            <location filename="../../ui/app/about.py" />
            <source>What it models:</source>
            <translation>Nachgebildet ist:</translation>
        </message>
        <message>
            <location filename="../../ui/app/about.py" />
            <source>Apache License 2.0. Built with Qt and PySide6 (LGPL).</source>
            <translation>Apache-Lizenz 2.0. Mit Qt und PySide6 (LGPL) gebaut.</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Undo {edit}</source>
            <translation>&amp;Rückgängig: {edit}</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Redo {edit}</source>
            <translation>&amp;Wiederholen: {edit}</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;New</source>
            <translation>&amp;Neu</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Open…</source>
            <translation>Ö&amp;ffnen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Open &amp;Folder…</source>
            <translation>&amp;Ordner öffnen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Open from &amp;Cluster…</source>
            <translation>Aus &amp;Cluster öffnen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Save</source>
            <translation>&amp;Speichern</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Save &amp;As…</source>
            <translation>Speichern &amp;unter…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Quit</source>
            <translation>Been&amp;den</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Delete</source>
            <translation>&amp;Löschen</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Select &amp;All</source>
            <translation>&amp;Alles auswählen</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Prefere&amp;nces…</source>
            <translation>Einstellun&amp;gen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Send from the Selection &amp;to…</source>
            <translation>Von der Auswahl sen&amp;den an…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Find or Do Anything…</source>
            <translation>&amp;Finden oder tun…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Find &amp;Object…</source>
            <translation>&amp;Objekt finden…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Palette and Outline</source>
            <translation>&amp;Palette und Gliederung</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Packet and &amp;Inspector</source>
            <translation>Paket und &amp;Inspektor</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Transport</source>
            <translation>&amp;Transport</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Zoom &amp;In</source>
            <translation>Ver&amp;größern</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Zoom &amp;Out</source>
            <translation>Ver&amp;kleinern</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Fit All</source>
            <translation>&amp;Alles einpassen</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Tables Instead of the Canvas</source>
            <translation>&amp;Tabellen statt Zeichenfläche</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>Fields of the Selected &amp;Object</source>
            <translation>Felder des gewählten &amp;Objekts</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Problems</source>
            <translation>&amp;Probleme</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;YAML</source>
            <translation>&amp;YAML</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;History</source>
            <translation>&amp;Verlauf</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Reset Layout</source>
            <translation>Anordnung &amp;zurücksetzen</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>F&amp;ull Screen</source>
            <translation>Vollbil&amp;d</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>As the &amp;System</source>
            <translation>Wie das &amp;System</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Light</source>
            <translation>&amp;Hell</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Dark</source>
            <translation>&amp;Dunkel</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;High Contrast</source>
            <translation>Hoher &amp;Kontrast</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Reduce Motion</source>
            <translation>Be&amp;wegung verringern</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;Keyboard Shortcuts…</source>
            <translation>&amp;Tastenkürzel…</translation>
        </message>
        <message>
            <location filename="../../ui/app/actions.py" />
            <source>&amp;About Natwalk</source>
            <translation>Ü&amp;ber Natwalk</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>Answer</source>
            <translation>Antworten</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>The answers are in a window of their own. Close it, and they come back.</source>
            <translation>Die Antworten sind in einem eigenen Fenster. Schließe es, und sie kommen zurück.</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>Answers — Natwalk</source>
            <translation>Antworten — Natwalk</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>Outcome &amp;Matrix</source>
            <translation>Ergebnis&amp;matrix</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>Tree of &amp;Paths</source>
            <translation>Baum der &amp;Pfade</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>&amp;Twin Walk</source>
            <translation>&amp;Vergleichsweg</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>&amp;Charts</source>
            <translation>&amp;Diagramme</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>&amp;Real Rules</source>
            <translation>&amp;Echte Regeln</translation>
        </message>
        <message>
            <location filename="../../ui/app/answering.py" />
            <source>Trace &amp;Log</source>
            <translation>Trace-&amp;Log</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Cu&amp;t</source>
            <translation>Auss&amp;chneiden</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>&amp;Copy as YAML</source>
            <translation>Als YAML &amp;kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>&amp;Paste Objects or YAML</source>
            <translation>Objekte oder YAML &amp;einfügen</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>D&amp;uplicate</source>
            <translation>&amp;Duplizieren</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Select Same &amp;Kind</source>
            <translation>Alle dieser Ar&amp;t auswählen</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Distribute Across</source>
            <translation>Waagerecht verteilen</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Distribute Down</source>
            <translation>Senkrecht verteilen</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Auto-Lay&amp;out</source>
            <translation>Automatisch anordne&amp;n</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Collapse to a Count</source>
            <translation>Zu einer Anzahl einklappen</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Expand</source>
            <translation>Ausklappen</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Frame</source>
            <translation>Rahmen</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Ellipse</source>
            <translation>Ellipse</translation>
        </message>
        <message>
            <location filename="../../ui/app/arranging.py" />
            <source>Fit &amp;Selection</source>
            <translation>Auswahl &amp;einpassen</translation>
        </message>
        <message>
            <location filename="../../ui/app/autosave.py" />
            <source>the folder {folder} cannot be written to</source>
            <translation>in den Ordner {folder} kann nicht geschrieben werden</translation>
        </message>
        <message>
            <location filename="../../ui/app/autosave.py" />
            <source>Unsaved work cannot be kept: {problem}</source>
            <translation>Ungespeicherte Arbeit kann nicht aufbewahrt werden: {problem}</translation>
        </message>
        <message>
            <location filename="../../ui/app/bottom.py" />
            <source>Lanes of the walk</source>
            <translation>Spuren des Weges</translation>
        </message>
        <message>
            <location filename="../../ui/app/bottom.py" />
            <source>Lanes</source>
            <translation>Spuren</translation>
        </message>
        <message>
            <location filename="../../ui/app/bottom.py" />
            <source>Events</source>
            <translation>Ereignisse</translation>
        </message>
        <message>
            <location filename="../../ui/app/bottom.py" />
            <source>Ladder</source>
            <translation>Leiter</translation>
        </message>
        <message>
            <location filename="../../ui/app/bottom.py" />
            <source>Netfilter</source>
            <translation>Netfilter</translation>
        </message>
        <message>
            <location filename="../../ui/app/bottom.py" />
            <source>Views of the walk</source>
            <translation>Ansichten des Weges</translation>
        </message>
        <message>
            <location filename="../../ui/app/changed_bar.py" />
            <source>Load it</source>
            <translation>Laden</translation>
        </message>
        <message>
            <location filename="../../ui/app/changed_bar.py" />
            <source>Keep mine</source>
            <translation>Meines behalten</translation>
        </message>
        <message>
            <location filename="../../ui/app/changed_bar.py" />
            <source>Another program has changed {name} on disk. What you did here is kept either way.</source>
            <translation>Ein anderes Programm hat {name} auf der Platte geändert. Was du hier getan hast, bleibt so oder so erhalten.</translation>
        </message>
        <message>
            <location filename="../../ui/app/changed_bar.py" />
            <source>Load {name} from disk</source>
            <translation>{name} von der Platte laden</translation>
        </message>
        <message>
            <location filename="../../ui/app/changed_bar.py" />
            <source>Keep what is here of {name}</source>
            <translation>Behalten, was hier von {name} ist</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>Your own kubectl reads nodes, pods, Services, EndpointSlices and kube-proxy’s settings, with your rights. It changes nothing, and Natwalk itself opens no connection.</source>
            <translation>Dein eigenes kubectl liest mit deinen Rechten Nodes, Pods, Services, EndpointSlices und die Einstellungen von kube-proxy. Es ändert nichts, und Natwalk selbst öffnet keine Verbindung.</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>There is no kubectl here. Where there is one, save what “kubectl get {kinds} -A -o yaml” prints, and open that file.</source>
            <translation>Hier gibt es kein kubectl. Speichere, wo es eines gibt, was „kubectl get {kinds} -A -o yaml“ ausgibt, und öffne diese Datei.</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>Open from cluster</source>
            <translation>Aus Cluster öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>Context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>The command that will be run</source>
            <translation>Der Befehl, der ausgeführt wird</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>Reading the cluster</source>
            <translation>Der Cluster wird gelesen</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>Runs</source>
            <translation>Führt aus</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>kubectl knows no context: its settings name no cluster</source>
            <translation>kubectl kennt keinen Kontext: seine Einstellungen nennen keinen Cluster</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>{size} read</source>
            <translation>{size} gelesen</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/dialog.py" />
            <source>Asking the cluster…</source>
            <translation>Der Cluster wird gefragt…</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/kubectl.py" />
            <source>the cluster is larger than {size} MiB</source>
            <translation>der Cluster ist größer als {size} MiB</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/kubectl.py" />
            <source>kubectl ended with status {status}</source>
            <translation>kubectl endete mit Status {status}</translation>
        </message>
        <message>
            <location filename="../../ui/app/cluster/kubectl.py" />
            <source>kubectl could not be started</source>
            <translation>kubectl konnte nicht gestartet werden</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/box.py" />
            <source>Nothing is called that. Try fewer letters.</source>
            <translation>Nichts heißt so. Versuche es mit weniger Buchstaben.</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/box.py" />
            <source>Find or do anything</source>
            <translation>Finden oder tun</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/box.py" />
            <source>Find an object</source>
            <translation>Ein Objekt finden</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/box.py" />
            <source>Send from {name} to…</source>
            <translation>Von {name} senden an…</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/box.py" />
            <source>Send from…</source>
            <translation>Senden von…</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/box.py" />
            <source>What fits</source>
            <translation>Was passt</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>Send {name}</source>
            <translation>{name} senden</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>Example</source>
            <translation>Beispiel</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>Recent file</source>
            <translation>Zuletzt benutzte Datei</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>Open {title}</source>
            <translation>{title} öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>Chain of {name} on {node}</source>
            <translation>Kette von {name} auf {node}</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>Add {title}</source>
            <translation>{title} hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/app/command_palette/sources.py" />
            <source>ping {target}</source>
            <translation>ping {target}</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>For another cluster (*.yaml)</source>
            <translation>Für einen anderen Cluster (*.yaml)</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>For this cluster, with what it assigned (*.yaml)</source>
            <translation>Für diesen Cluster, mit dem, was er vergeben hat (*.yaml)</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>Packets for W&amp;ireshark…</source>
            <translation>Pakete für W&amp;ireshark…</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>Table of &amp;Events…</source>
            <translation>Tabelle der &amp;Ereignisse…</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>Table of &amp;Connections…</source>
            <translation>Tabelle der &amp;Verbindungen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>Table of &amp;Asked Rules…</source>
            <translation>Tabelle der &amp;gefragten Regeln…</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>&amp;Kubernetes Manifests…</source>
            <translation>&amp;Kubernetes-Manifeste…</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>&amp;Rules of Every Node…</source>
            <translation>&amp;Regeln jedes Nodes…</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>Save packets</source>
            <translation>Pakete speichern</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>Save manifests</source>
            <translation>Manifeste speichern</translation>
        </message>
        <message>
            <location filename="../../ui/app/data_export.py" />
            <source>Save every node's rules in a folder</source>
            <translation>Die Regeln jedes Nodes in einem Ordner speichern</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>&amp;Picture…</source>
            <translation>&amp;Bild…</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>Walk as A&amp;nimation…</source>
            <translation>Weg als A&amp;nimation…</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>Walk as &amp;Web Page…</source>
            <translation>Weg als &amp;Webseite…</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>The whole canvas</source>
            <translation>Die ganze Zeichenfläche</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>The selection</source>
            <translation>Die Auswahl</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>The visible part</source>
            <translation>Der sichtbare Teil</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>{title} panel</source>
            <translation>Bereich {title}</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>Export picture…</source>
            <translation>Bild exportieren…</translation>
        </message>
        <message>
            <location filename="../../ui/app/exporting.py" />
            <source>Save web page</source>
            <translation>Webseite speichern</translation>
        </message>
        <message>
            <location filename="../../ui/app/file_menus.py" />
            <source>&amp;Clear</source>
            <translation>&amp;Leeren</translation>
        </message>
        <message>
            <location filename="../../ui/app/file_menus.py" />
            <source>&amp;Questions</source>
            <translation>&amp;Fragen</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Scenarios (*.yaml *.yml *.json);;All files (*)</source>
            <translation>Szenarien (*.yaml *.yml *.json);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Scenarios and their pictures (*.yaml *.yml *.json *.png *.svg);;All files (*)</source>
            <translation>Szenarien und ihre Bilder (*.yaml *.yml *.json *.png *.svg);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Open scenario</source>
            <translation>Szenario öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Open a folder of manifests</source>
            <translation>Einen Ordner mit Manifesten öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Save scenario</source>
            <translation>Szenario speichern</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Save the changes to {title}?</source>
            <translation>Die Änderungen an {title} speichern?</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>They are lost if you don’t.</source>
            <translation>Sonst gehen sie verloren.</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Don’t save</source>
            <translation>Nicht speichern</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Another program has changed {name} on disk. Write over it?</source>
            <translation>Ein anderes Programm hat {name} auf der Platte geändert. Überschreiben?</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Write over it</source>
            <translation>Überschreiben</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Save as…</source>
            <translation>Speichern unter…</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>{name} is open in another window: save this one under another name</source>
            <translation>{name} ist in einem anderen Fenster offen: speichere dieses unter einem anderen Namen</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>Another program has changed {name}: this is what it holds now</source>
            <translation>Ein anderes Programm hat {name} geändert: dies ist, was es jetzt enthält</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>{name} is one of Natwalk’s own examples; save it in another folder</source>
            <translation>{name} ist eines der Beispiele von Natwalk; speichere es in einem anderen Ordner</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>{name} would be a picture: File &gt; Export writes those; save a scenario as .yaml</source>
            <translation>{name} wäre ein Bild: die schreibt Datei &gt; Exportieren; speichere ein Szenario als .yaml</translation>
        </message>
        <message>
            <location filename="../../ui/app/files.py" />
            <source>{name} is open in another window; choose another name</source>
            <translation>{name} ist in einem anderen Fenster offen; wähle einen anderen Namen</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Send &amp;Again, by a New Connection</source>
            <translation>&amp;Noch einmal senden, über eine neue Verbindung</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Send the &amp;Connection's Next Packet</source>
            <translation>Nächstes Paket der &amp;Verbindung senden</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Send the &amp;Server's Next Packet</source>
            <translation>Nächstes Paket des &amp;Servers senden</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Send in a &amp;Fresh World</source>
            <translation>In einer &amp;frischen Welt senden</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Let &amp;Time Pass…</source>
            <translation>&amp;Zeit vergehen lassen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Let &amp;1 s Pass</source>
            <translation>&amp;1 s vergehen lassen</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Let 1&amp;0 s Pass</source>
            <translation>1&amp;0 s vergehen lassen</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>Until Something Comes &amp;Due</source>
            <translation>Bis etwas fälli&amp;g wird</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>&amp;Back to the Packet Before</source>
            <translation>Zurück zum Pake&amp;t davor</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>For&amp;ward to the Packet After</source>
            <translation>Vor zum &amp;Paket danach</translation>
        </message>
        <message>
            <location filename="../../ui/app/going.py" />
            <source>To the &amp;Lanes of the Session</source>
            <translation>Zu den S&amp;puren der Sitzung</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>What was left out…</source>
            <translation>Was weggelassen wurde…</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/app/import_bar.py" />
            <source>{count} problems were met.</source>
            <extracomment>For one: {count} problem was met.</extracomment>
            <translation>
                <numerusform>Auf {count} Problem gestoßen.</numerusform>
                <numerusform>Auf {count} Probleme gestoßen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>What was made and left out in the import</source>
            <translation>Was beim Import hinzugefügt und weggelassen wurde</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>Close the report of the import</source>
            <translation>Den Bericht über den Import schließen</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>Open without them</source>
            <translation>Ohne sie öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>Keep them</source>
            <translation>Sie behalten</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>{name} holds environment variables or tools’ own notes, and keeps them.</source>
            <translation>{name} enthält Umgebungsvariablen oder eigene Vermerke von Werkzeugen, und behält sie.</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>Open {name} with its networking fields alone</source>
            <translation>{name} allein mit seinen Netzfeldern öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>Keep all that {name} holds</source>
            <translation>Alles behalten, was {name} enthält</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>What was imported</source>
            <translation>Was importiert wurde</translation>
        </message>
        <message>
            <location filename="../../ui/app/import_bar.py" />
            <source>What was imported, made and left out</source>
            <translation>Was importiert, hinzugefügt und weggelassen wurde</translation>
        </message>
        <message>
            <location filename="../../ui/app/messages.py" />
            <source>Message</source>
            <translation>Meldung</translation>
        </message>
        <message>
            <location filename="../../ui/app/messages.py" />
            <source>Close the message</source>
            <translation>Die Meldung schließen</translation>
        </message>
        <message>
            <location filename="../../ui/app/messages.py" />
            <source>Hint</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <location filename="../../ui/app/opening.py" />
            <source>Opening {name}</source>
            <translation>{name} wird geöffnet</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>High contrast</source>
            <translation>Hoher Kontrast</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>The packet glides</source>
            <translation>Das Paket gleitet</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>The packet jumps</source>
            <translation>Das Paket springt</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>Language and text size change at the next start.</source>
            <translation>Sprache und Textgröße ändern sich beim nächsten Start.</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>Preferences</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>&amp;Language</source>
            <translation>&amp;Sprache</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>&amp;Theme</source>
            <translation>Farbsche&amp;ma</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>Text &amp;size</source>
            <translation>Text&amp;größe</translation>
        </message>
        <message>
            <location filename="../../ui/app/preferences_sheet.py" />
            <source>&amp;Motion</source>
            <translation>&amp;Bewegung</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>What commands printed (*.txt *.json *.log *.nft *.rules);;All files (*)</source>
            <translation>Was Befehle ausgegeben haben (*.txt *.json *.log *.nft *.rules);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Attach node state</source>
            <translation>Node-Zustand anhängen</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Open trace log</source>
            <translation>Trace-Log öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Detach the state of {name}</source>
            <translation>Den Zustand von {name} abhängen</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Reading the state of {name}…</source>
            <translation>Der Zustand von {name} wird gelesen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Attach the state of {name}</source>
            <translation>Den Zustand von {name} anhängen</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>there is no node to attach it to; add one with the name that it has</source>
            <translation>es gibt keinen Node, an den es angehängt werden kann; füge einen mit seinem Namen hinzu</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Which node printed this?</source>
            <translation>Welcher Node hat das ausgegeben?</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Attach &amp;Node State…</source>
            <translation>Node-Zustand an&amp;hängen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>&amp;Detach Node State</source>
            <translation>Node-Zustand &amp;abhängen</translation>
        </message>
        <message>
            <location filename="../../ui/app/real_state.py" />
            <source>Compare with a &amp;Trace Log…</source>
            <translation>Mit einem &amp;Trace-Log vergleichen…</translation>
        </message>
        <message>
            <location filename="../../ui/app/recovery_bar.py" />
            <source>Recover</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <location filename="../../ui/app/recovery_bar.py" />
            <source>Drop it</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <location filename="../../ui/app/recovery_bar.py" />
            <source>Natwalk ended before {name} was saved. Its work of {when} was kept.</source>
            <translation>Natwalk endete, bevor {name} gespeichert war. Seine Arbeit vom {when} wurde aufbewahrt.</translation>
        </message>
        <message>
            <location filename="../../ui/app/recovery_bar.py" />
            <source>Recover {name}</source>
            <translation>{name} wiederherstellen</translation>
        </message>
        <message>
            <location filename="../../ui/app/recovery_bar.py" />
            <source>Drop the unsaved work on {name}</source>
            <translation>Die ungespeicherte Arbeit an {name} verwerfen</translation>
        </message>
        <message>
            <location filename="../../ui/app/saving.py" />
            <source>Saving {name}…</source>
            <translation>{name} wird gespeichert …</translation>
        </message>
        <message>
            <location filename="../../ui/app/session.py" />
            <source>standard input</source>
            <translation>Standardeingabe</translation>
        </message>
        <message>
            <location filename="../../ui/app/session.py" />
            <source>Natwalk met an error of its own ({kind}: {error}); your work is kept, save it</source>
            <translation>Natwalk ist auf einen eigenen Fehler gestoßen ({kind}: {error}); deine Arbeit ist erhalten, speichere sie</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Choose an action, then press its new keys here.</source>
            <translation>Wähle eine Aktion, dann drücke hier ihre neuen Tasten.</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Set</source>
            <translation>Setzen</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Reset all</source>
            <translation>Alle zurücksetzen</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Single-letter keys</source>
            <translation>Tasten aus einem Buchstaben</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Search actions and keys</source>
            <translation>Aktionen und Tasten suchen</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Actions and their keys</source>
            <translation>Aktionen und ihre Tasten</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>New keys</source>
            <translation>Neue Tasten</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Letters alone, such as N for a Node: switch them off for speech input</source>
            <translation>Einzelne Buchstaben, etwa N für einen Node: bei Spracheingabe abschalten</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Press the new keys for {action}, or clear them.</source>
            <translation>Drücke die neuen Tasten für {action}, oder leere sie.</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>{action} has {keys}; it would lose it.</source>
            <translation>{action} hat {keys}; es würde sie verlieren.</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>Take it</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>It will have no keys.</source>
            <translation>Es wird keine Tasten haben.</translation>
        </message>
        <message>
            <location filename="../../ui/app/shortcuts_sheet.py" />
            <source>{keys} is free.</source>
            <translation>{keys} ist frei.</translation>
        </message>
        <message>
            <location filename="../../ui/app/side.py" />
            <source>Packet</source>
            <translation>Paket</translation>
        </message>
        <message>
            <location filename="../../ui/app/side.py" />
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <location filename="../../ui/app/side.py" />
            <source>Rules</source>
            <translation>Regeln</translation>
        </message>
        <message>
            <location filename="../../ui/app/side.py" />
            <source>Conntrack</source>
            <translation>Conntrack</translation>
        </message>
        <message>
            <location filename="../../ui/app/side.py" />
            <source>Route</source>
            <translation>Route</translation>
        </message>
        <message>
            <location filename="../../ui/app/side.py" />
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <location filename="../../ui/app/side.py" />
            <source>Packet, its device, or inspector</source>
            <translation>Paket, sein Gerät oder Inspektor</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Walk</source>
            <translation>&amp;Weg</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Help</source>
            <translation>Hil&amp;fe</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Export</source>
            <translation>&amp;Exportieren</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>A&amp;lign</source>
            <translation>Au&amp;srichten</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Jump</source>
            <translation>Sp&amp;ringen</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>R&amp;un and Stop</source>
            <translation>Laufen und An&amp;halten</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>Several P&amp;ackets</source>
            <translation>&amp;Mehrere Pakete</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>Sess&amp;ion</source>
            <translation>S&amp;itzung</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Walk Panels</source>
            <translation>Bereiche des W&amp;eges</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Answers</source>
            <translation>A&amp;ntworten</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>&amp;Workspace</source>
            <translation>Arbeits&amp;bereich</translation>
        </message>
        <message>
            <location filename="../../ui/app/spec.py" />
            <source>In a Window of Its &amp;Own</source>
            <translation>In einem eigenen Fen&amp;ster</translation>
        </message>
        <message>
            <location filename="../../ui/app/tools.py" />
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <location filename="../../ui/app/tools.py" />
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <location filename="../../ui/app/tools.py" />
            <source>Chain</source>
            <translation>Kette</translation>
        </message>
        <message>
            <location filename="../../ui/app/tools.py" />
            <source>Right column</source>
            <translation>Rechte Spalte</translation>
        </message>
        <message>
            <location filename="../../ui/app/tools.py" />
            <source>Close {title}</source>
            <translation>{title} schließen</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>edited</source>
            <translation>geändert</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>Workspace</source>
            <translation>Arbeitsbereich</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>mixed modes</source>
            <translation>gemischte Modi</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>Problems: {words}</source>
            <translation>Probleme: {words}</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>Find an object, a request, a scenario or a command by typing</source>
            <translation>Ein Objekt, eine Anfrage, ein Szenario oder einen Befehl durch Tippen finden</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>More menus</source>
            <translation>Weitere Menüs</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>Which rules kube-proxy writes on every node</source>
            <translation>Welche Regeln kube-proxy auf jeden Node schreibt</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>Set kube-proxy mode to {mode}</source>
            <translation>kube-proxy-Modus auf {mode} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>Switch to the light theme</source>
            <translation>Zum hellen Schema wechseln</translation>
        </message>
        <message>
            <location filename="../../ui/app/top_bar.py" />
            <source>Switch to the dark theme</source>
            <translation>Zum dunklen Schema wechseln</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>&amp;Play</source>
            <translation>&amp;Abspielen</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>&amp;Pause</source>
            <translation>&amp;Pause</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>S&amp;top</source>
            <translation>S&amp;topp</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>R&amp;eset the Walk</source>
            <translation>Weg &amp;zurücksetzen</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Step &amp;Forward</source>
            <translation>Schritt &amp;vor</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Step &amp;Back</source>
            <translation>Schritt zurüc&amp;k</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>To the &amp;Start</source>
            <translation>Zum An&amp;fang</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>To the &amp;End</source>
            <translation>Zum &amp;Ende</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>F&amp;iner Steps</source>
            <translation>Fe&amp;inere Schritte</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Coa&amp;rser Steps</source>
            <translation>&amp;Gröbere Schritte</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>&amp;Draw a Path at Random</source>
            <translation>Einen Pfad aus&amp;losen</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>&amp;Next Step on the Device</source>
            <translation>&amp;Nächster Schritt auf dem Gerät</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Pre&amp;vious Step on the Device</source>
            <translation>Vo&amp;riger Schritt auf dem Gerät</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>To the &amp;Cause</source>
            <translation>Zur &amp;Ursache</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>To the C&amp;onsequence</source>
            <translation>Zur F&amp;olge</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Run &amp;Until…</source>
            <translation>Laufen &amp;bis…</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Run to the Selected E&amp;vent</source>
            <translation>Bis zum gewählten Ereigni&amp;s laufen</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Toggle Brea&amp;kpoint Here</source>
            <translation>Halte&amp;punkt hier umschalten</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Clear &amp;All Breakpoints</source>
            <translation>Alle &amp;Haltepunkte löschen</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Follow the Ne&amp;xt Packet</source>
            <translation>Dem nä&amp;chsten Paket folgen</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Follow the Previous Packet</source>
            <translation>Dem vorigen Paket folgen</translation>
        </message>
        <message>
            <location filename="../../ui/app/walking.py" />
            <source>Only &amp;My Packet</source>
            <translation>Nur &amp;mein Paket</translation>
        </message>
        <message>
            <location filename="../../ui/app/window.py" />
            <source>Palette and outline</source>
            <translation>Palette und Gliederung</translation>
        </message>
        <message>
            <location filename="../../ui/app/window.py" />
            <source>Packet and inspector</source>
            <translation>Paket und Inspektor</translation>
        </message>
        <message>
            <location filename="../../ui/app/window.py" />
            <source>Transport</source>
            <translation>Transport</translation>
        </message>
        <message>
            <location filename="../../ui/app/window.py" />
            <source>Open &amp;Recent</source>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <location filename="../../ui/app/window.py" />
            <source>Open &amp;Example</source>
            <translation>&amp;Beispiel öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/app/workspaces.py" />
            <source>Build</source>
            <translation>Bauen</translation>
        </message>
        <message>
            <location filename="../../ui/app/workspaces.py" />
            <source>Walk</source>
            <translation>Verfolgen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/clipboard.py" />
            <source>The clipboard holds no text; copy Kubernetes objects as YAML first.</source>
            <translation>Die Zwischenablage enthält keinen Text; kopiere zuerst Kubernetes-Objekte als YAML.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/clipboard.py" />
            <source>Nothing was pasted. {error}</source>
            <translation>Nichts wurde eingefügt. {error}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/clipboard.py" />
            <source>The clipboard holds no object of a kind that Natwalk models.</source>
            <translation>Die Zwischenablage enthält kein Objekt einer Art, die Natwalk nachbildet.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Delete {objects}</source>
            <translation>{objects} löschen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Cut {objects}</source>
            <translation>{objects} ausschneiden</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Duplicate</source>
            <translation>Duplizieren</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Align {objects} {edge}</source>
            <translation>{objects} {edge} ausrichten</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Distribute {objects}</source>
            <translation>{objects} verteilen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Move {objects}</source>
            <translation>{objects} verschieben</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Lay out {objects}</source>
            <translation>{objects} anordnen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Collapse {objects}</source>
            <translation>{objects} einklappen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Expand {objects}</source>
            <translation>{objects} ausklappen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Collapse namespace {name}</source>
            <translation>Namespace {name} einklappen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/commands.py" />
            <source>Expand namespace {name}</source>
            <translation>Namespace {name} ausklappen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/describe.py" />
            <source>{count} nodes</source>
            <extracomment>For one: {count} node</extracomment>
            <translation>
                <numerusform>{count} Node</numerusform>
                <numerusform>{count} Nodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/describe.py" />
            <source>{count} pods</source>
            <extracomment>For one: {count} pod</extracomment>
            <translation>
                <numerusform>{count} Pod</numerusform>
                <numerusform>{count} Pods</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/describe.py" />
            <source>{count} Services</source>
            <extracomment>For one: {count} Service</extracomment>
            <translation>
                <numerusform>{count} Service</numerusform>
                <numerusform>{count} Services</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/describe.py" />
            <source>{count} clients</source>
            <extracomment>For one: {count} client</extracomment>
            <translation>
                <numerusform>{count} Client</numerusform>
                <numerusform>{count} Clients</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/describe.py" />
            <source>{count} load balancers</source>
            <extracomment>For one: {count} load balancer</extracomment>
            <translation>
                <numerusform>{count} Load-Balancer</numerusform>
                <numerusform>{count} Load-Balancer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/describe.py" />
            <source>{count} notes</source>
            <extracomment>For one: {count} note</extracomment>
            <translation>
                <numerusform>{count} Notiz</numerusform>
                <numerusform>{count} Notizen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/describe.py" />
            <source>{count} objects</source>
            <extracomment>For one: {count} object</extracomment>
            <translation>
                <numerusform>{count} Objekt</numerusform>
                <numerusform>{count} Objekte</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/canvas/describe.py" />
            <source>on {node}</source>
            <translation>auf {node}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/describe.py" />
            <source>on no node</source>
            <translation>auf keinem Node</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/describe.py" />
            <source>pods {ranges}</source>
            <translation>Pods {ranges}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/describe.py" />
            <source>{mode}, delivery {delivery}</source>
            <translation>{mode}, delivery {delivery}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/describe.py" />
            <source>serves {path}</source>
            <translation>bedient {path}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>Only a client, a pod or a node sends packets.</source>
            <translation>Nur ein Client, ein Pod oder ein Node sendet Pakete.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>Choose another object than the sender.</source>
            <translation>Wähle ein anderes Objekt als den Absender.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>Nothing listens there: choose a Service, a node, a pod or a load balancer.</source>
            <translation>Dort lauscht nichts: wähle einen Service, einen Node, einen Pod oder einen Load-Balancer.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>{name} has no ports.</source>
            <translation>{name} hat keine Ports.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>{name} has no cluster IP.</source>
            <translation>{name} hat keine Cluster-IP.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>No Service has a node port: switch one to NodePort first.</source>
            <translation>Kein Service hat einen NodePort: stelle zuerst einen auf NodePort.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>{name} has no address.</source>
            <translation>{name} hat keine Adresse.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/flows.py" />
            <source>{name} serves no Service: switch one to LoadBalancer first.</source>
            <translation>{name} bedient keinen Service: stelle zuerst einen auf LoadBalancer.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/aligning.py" />
            <source>left</source>
            <translation>links</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/aligning.py" />
            <source>centre</source>
            <translation>Mitte</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/aligning.py" />
            <source>right</source>
            <translation>rechts</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/aligning.py" />
            <source>top</source>
            <translation>oben</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/aligning.py" />
            <source>middle</source>
            <translation>mittig</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/aligning.py" />
            <source>bottom</source>
            <translation>unten</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/canvas/geometry/card.py" />
            <source>{count} endpoints</source>
            <extracomment>For one: {count} endpoint</extracomment>
            <translation>
                <numerusform>{count} Endpunkt</numerusform>
                <numerusform>{count} Endpunkte</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/card.py" />
            <source>{count} not ready</source>
            <translation>{count} nicht bereit</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/card.py" />
            <source>VIP {address}</source>
            <translation>VIP {address}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/card.py" />
            <source>external IP {address}</source>
            <translation>externe IP {address}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/card.py" />
            <source>health check port {port}</source>
            <translation>Health-Check-Port {port}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/card.py" />
            <source>affinity {affinity} {seconds} s</source>
            <translation>Affinität {affinity} {seconds} s</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/node.py" />
            <source>state attached</source>
            <translation>Zustand angehängt</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/node.py" />
            <source>no address</source>
            <translation>keine Adresse</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/node.py" />
            <source>no pod range</source>
            <translation>kein Pod-Bereich</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/geometry/note.py" />
            <source>Double-click to write</source>
            <translation>Zum Schreiben doppelklicken</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>accept</source>
            <translation>angenommen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>drop</source>
            <translation>verworfen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>match</source>
            <translation>trifft zu</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>no match</source>
            <translation>trifft nicht</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>1 of {count}</source>
            <translation>1 von {count}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>deliver</source>
            <translation>zugestellt</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>port {port}</source>
            <translation>Port {port}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>reject</source>
            <translation>abgewiesen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>in table</source>
            <translation>in Tabelle</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>default</source>
            <translation>Standard</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>via {interface}</source>
            <translation>über {interface}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/hops.py" />
            <source>undone</source>
            <translation>rückgängig</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/dropping.py" />
            <source>A pod runs on a node: drop it on one.</source>
            <translation>Ein Pod läuft auf einem Node: lass ihn auf einem fallen.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/dropping.py" />
            <source>Add a pod to {name}</source>
            <translation>{name} einen Pod hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/dropping.py" />
            <source>The pod was not added: drop it on a node.</source>
            <translation>Der Pod wurde nicht hinzugefügt: lass ihn auf einem Node fallen.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/moving.py" />
            <source>A pod runs on a node: let go over one.</source>
            <translation>Ein Pod läuft auf einem Node: lass über einem los.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/moving.py" />
            <source>Move {objects} to {name}</source>
            <translation>{objects} nach {name} verschieben</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/moving.py" />
            <source>{name} stays where it is: a pod runs on a node.</source>
            <translation>{name} bleibt, wo er ist: ein Pod läuft auf einem Node.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/resizing.py" />
            <source>Resize {name}</source>
            <translation>Größe von {name} ändern</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/sending.py" />
            <source>Send a packet from {name}: click a Service, a node, a pod or a load balancer.</source>
            <translation>Ein Paket von {name} senden: klicke einen Service, einen Node, einen Pod oder einen Load-Balancer an.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/interactions/switching.py" />
            <source>Set {field} to {value}</source>
            <translation>{field} auf {value} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Align</source>
            <translation>Ausrichten</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Distribute</source>
            <translation>Verteilen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Select Same Kind</source>
            <translation>Alle dieser Art auswählen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Fit Selection</source>
            <translation>Auswahl einpassen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Delete {count} Objects</source>
            <translation>{count} Objekte löschen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Send a Packet from Here…</source>
            <translation>Ein Paket von hier senden…</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Send a Packet to Here from</source>
            <translation>Ein Paket hierher senden von</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Do Not Stop Here</source>
            <translation>Hier nicht anhalten</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Stop Here</source>
            <translation>Hier anhalten</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Edit Text</source>
            <translation>Text bearbeiten</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Add a Pod Here</source>
            <translation>Hier einen Pod hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Expand Namespace {name}</source>
            <translation>Namespace {name} ausklappen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Collapse Namespace {name}</source>
            <translation>Namespace {name} einklappen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Draw a Frame Around</source>
            <translation>Einen Rahmen darum zeichnen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Across</source>
            <translation>Waagerecht</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Down</source>
            <translation>Senkrecht</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Cut</source>
            <translation>Ausschneiden</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Copy as YAML</source>
            <translation>Als YAML kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Add Here</source>
            <translation>Hier hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Paste Here</source>
            <translation>Hier einfügen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Select All</source>
            <translation>Alles auswählen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Fit All</source>
            <translation>Alles einpassen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Auto-Layout</source>
            <translation>Automatisch anordnen</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/menu.py" />
            <source>Namespaces</source>
            <translation>Namespaces</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/note_editor.py" />
            <source>Text of the note</source>
            <translation>Text der Notiz</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/note_editor.py" />
            <source>Write on {name}</source>
            <translation>Auf {name} schreiben</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/paint/scene.py" />
            <source>zone {name}</source>
            <translation>Zone {name}</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/surface.py" />
            <source>Drag a Node here to begin, or press N; then a Pod onto it.
File → Open Example has scenarios that are ready to walk.</source>
            <translation>Ziehe einen Node hierher, um zu beginnen, oder drücke N; dann einen Pod darauf.
Datei → Beispiel öffnen hat Szenarien, die fertig zum Verfolgen sind.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/view.py" />
            <source>Canvas</source>
            <translation>Zeichenfläche</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/view.py" />
            <source>A picture of the scenario; the outline lists the same objects.</source>
            <translation>Ein Bild des Szenarios; die Gliederung nennt dieselben Objekte.</translation>
        </message>
        <message>
            <location filename="../../ui/canvas/walk.py" />
            <source>picked {target} of {count}</source>
            <translation>{target} von {count} gewählt</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>predicted</source>
            <translation>vorhergesagt</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>drawn</source>
            <translation>gelost</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>Drawn is at most {number:.2f} points from predicted.</source>
            <translation>Gelost weicht höchstens {number:.2f} Punkte von vorhergesagt ab.</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>Who answers {count:,} × “{name}”</source>
            <translation>Wer {count:,} × „{name}“ beantwortet</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>pod</source>
            <translation>Pod</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>node</source>
            <translation>Node</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>a ping is not spread by kube-proxy: only what has the address can answer, so there is no load to show</source>
            <translation>ein Ping wird nicht von kube-proxy verteilt: nur wer die Adresse hat, kann antworten; es gibt also keine Last zu zeigen</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>no server</source>
            <translation>kein Server</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>Load of {name} by {word}</source>
            <translation>Last von {name} nach {word}</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>{name}: the busiest {word} serves {number:.2g} × the idlest.</source>
            <translation>{name}: das meistbelastete ({word}) bedient das {number:.2g}-Fache des am wenigsten belasteten.</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>{path} has no such port; give it one, or send to another</source>
            <translation>{path} hat keinen solchen Port; gib ihm einen, oder sende an einen anderen</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>{rate:g} requests a second for {seconds} s, then none for {tail} s.</source>
            <translation>{rate:g} Anfragen je Sekunde für {seconds} s, dann keine für {tail} s.</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>No node keeps an entry.</source>
            <translation>Kein Node behält einen Eintrag.</translation>
        </message>
        <message>
            <location filename="../../ui/charts/asking.py" />
            <source>Conntrack entries for “{name}”</source>
            <translation>Conntrack-Einträge für „{name}“</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Send a request: charts of many like it are drawn here.</source>
            <translation>Sende eine Anfrage: Diagramme vieler solcher werden hier gezeichnet.</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Shares</source>
            <translation>Anteile</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Flows</source>
            <translation>Flüsse</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Load</source>
            <translation>Last</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Load by</source>
            <translation>Last nach</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Pod</source>
            <translation>Pod</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Node</source>
            <translation>Node</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Requests a second</source>
            <translation>Anfragen je Sekunde</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Closed again</source>
            <translation>Wieder geschlossen</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Openings only</source>
            <translation>Nur Eröffnungen</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Charts</source>
            <translation>Diagramme</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Chart</source>
            <translation>Diagramm</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Draw again</source>
            <translation>Neu losen</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Computing…</source>
            <translation>Wird berechnet…</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>The chart in words</source>
            <translation>Das Diagramm in Worten</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>Cancelled. Choose a chart or a setting to compute again.</source>
            <translation>Abgebrochen. Wähle ein Diagramm oder eine Einstellung, um neu zu rechnen.</translation>
        </message>
        <message>
            <location filename="../../ui/charts/panel.py" />
            <source>{path}: cannot be saved</source>
            <translation>{path}: kann nicht gespeichert werden</translation>
        </message>
        <message>
            <location filename="../../ui/charts/plot.py" />
            <source>share of all flows</source>
            <translation>Anteil an allen Flüssen</translation>
        </message>
        <message>
            <location filename="../../ui/charts/series.py" />
            <source>{count} others</source>
            <translation>{count} andere</translation>
        </message>
        <message>
            <location filename="../../ui/charts/series.py" />
            <source>{name}: at most {highest:g} entries, first after {at:g} s; {end:g} at the end.</source>
            <translation>{name}: höchstens {highest:g} Einträge, zuerst nach {at:g} s; {end:g} am Ende.</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation.py" />
            <source>The animation is too large; choose a smaller width or fewer frames in a second</source>
            <translation>Die Animation ist zu groß; wähle eine kleinere Breite oder weniger Bilder je Sekunde</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation.py" />
            <source>ffmpeg could not make the video: {problem}</source>
            <translation>ffmpeg konnte das Video nicht machen: {problem}</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation.py" />
            <source>WebM needs the program ffmpeg, which is not on this machine; choose GIF or APNG</source>
            <translation>WebM braucht das Programm ffmpeg, das auf diesem Rechner fehlt; wähle GIF oder APNG</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Export animation</source>
            <translation>Animation exportieren</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Form</source>
            <translation>Format</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Width</source>
            <translation>Breite</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Frames</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Begins again at its end</source>
            <translation>Beginnt am Ende von vorn</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Save…</source>
            <translation>Speichern…</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Making the animation</source>
            <translation>Die Animation wird gemacht</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>{number} pixels</source>
            <translation>{number} Pixel</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>{number} in a second</source>
            <translation>{number} je Sekunde</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Length</source>
            <translation>Länge</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/export/animation_dialog.py" />
            <source>{count} frames</source>
            <extracomment>For one: {count} frame</extracomment>
            <translation>
                <numerusform>{count} Bild</numerusform>
                <numerusform>{count} Bilder</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>{seconds} s, {frames}</source>
            <translation>{seconds} s, {frames}</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>about {size}</source>
            <translation>etwa {size}</translation>
        </message>
        <message>
            <location filename="../../ui/export/animation_dialog.py" />
            <source>Save animation</source>
            <translation>Animation speichern</translation>
        </message>
        <message>
            <location filename="../../ui/export/forms.py" />
            <source>A picture of {width} × {height} pixels is too large; choose a smaller scale or a part of it</source>
            <translation>Ein Bild von {width} × {height} Pixeln ist zu groß; wähle einen kleineren Maßstab oder einen Teil davon</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>Export picture</source>
            <translation>Bild exportieren</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>Picture of</source>
            <translation>Bild von</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>Scale</source>
            <translation>Maßstab</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>Can be opened again as this scenario</source>
            <translation>Kann wieder als dieses Szenario geöffnet werden</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>The picture would hold the environment variables and tools’ own notes, too</source>
            <translation>Das Bild enthielte auch die Umgebungsvariablen und eigene Notizen von Werkzeugen</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} Pixel</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>sharp at any size</source>
            <translation>scharf in jeder Größe</translation>
        </message>
        <message>
            <location filename="../../ui/export/picture_dialog.py" />
            <source>Save picture</source>
            <translation>Bild speichern</translation>
        </message>
        <message>
            <location filename="../../ui/language/text.py" />
            <source>1,0.5</source>
            <translation>1.0,5</translation>
        </message>
        <message>
            <location filename="../../ui/models/adding.py" />
            <source>there is no node for a pod to run on; add a Node first</source>
            <translation>es gibt keinen Node, auf dem ein Pod laufen kann; füge zuerst einen Node hinzu</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>&amp;Run to Here</source>
            <translation>&amp;Bis hier laufen</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>Run &amp;Until {label}</source>
            <translation>Laufen bi&amp;s {label}</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>&amp;Break on {label}</source>
            <translation>Anhalten &amp;bei {label}</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>Rule {number} of {chain}</source>
            <translation>Regel {number} von {chain}</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>Run Until {name}</source>
            <translation>Laufen bis {name}</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>Break on {name}</source>
            <translation>Anhalten bei {name}</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>A &amp;Drop</source>
            <translation>einem &amp;Verwerfen</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>Any Field &amp;Changes</source>
            <translation>ein beliebiges &amp;Feld sich ändert</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>&amp;Field Changes</source>
            <translation>&amp;Feld sich ändert</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>De&amp;vice</source>
            <translation>&amp;Gerät</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>&amp;Rule</source>
            <translation>&amp;Regel</translation>
        </message>
        <message>
            <location filename="../../ui/models/choices.py" />
            <source>{chain} {number} on {device}</source>
            <translation>{chain} {number} auf {device}</translation>
        </message>
        <message>
            <location filename="../../ui/models/clock.py" />
            <source>the time-out of {about}</source>
            <translation>der Ablauf von {about}</translation>
        </message>
        <message>
            <location filename="../../ui/models/clock.py" />
            <source>the health checks of {about}</source>
            <translation>die Gesundheitsprüfungen von {about}</translation>
        </message>
        <message>
            <location filename="../../ui/models/clock.py" />
            <source>the end of the affinity of {about}</source>
            <translation>das Ende der Affinität von {about}</translation>
        </message>
        <message>
            <location filename="../../ui/models/document.py" />
            <source>Untitled</source>
            <translation>Unbenannt</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>new lane</source>
            <translation>neue Spur</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>{packet}, on show: what is changed before it is walked comes before it</source>
            <translation>{packet}, wird gezeigt: was geändert wird, bevor es verfolgt ist, kommt davor</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>next packet</source>
            <translation>nächstes Paket</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>server's packet</source>
            <translation>Paket des Servers</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>start at {time}</source>
            <translation>Beginn bei {time}</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>The clock went on by {time}</source>
            <translation>Die Uhr ging um {time} weiter</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>Edited: {label}</source>
            <translation>Bearbeitet: {label}</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>entry deleted on {host}</source>
            <translation>Eintrag auf {host} gelöscht</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>entry expired on {host}</source>
            <translation>Eintrag auf {host} abgelaufen</translation>
        </message>
        <message>
            <location filename="../../ui/models/session_rows.py" />
            <source>{name} was sent: {verdict}</source>
            <translation>{name} wurde gesendet: {verdict}</translation>
        </message>
        <message>
            <location filename="../../ui/models/simulation.py" />
            <source>the walk is being computed: give the name again in a moment</source>
            <translation>der Weg wird berechnet: gib den Namen gleich noch einmal an</translation>
        </message>
        <message>
            <location filename="../../ui/models/simulation.py" />
            <source>this walk cannot be shown: Natwalk met an error of its own</source>
            <translation>dieser Weg kann nicht gezeigt werden: Natwalk ist auf einen eigenen Fehler gestoßen</translation>
        </message>
        <message>
            <location filename="../../ui/models/simulation.py" />
            <source>Go to {branch}</source>
            <translation>Zu {branch} gehen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/cell_detail.py" />
            <source>A click or Enter walks a cell, or one of its answers.</source>
            <translation>Ein Klick oder Enter verfolgt eine Zelle, oder eine ihrer Antworten.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/cell_detail.py" />
            <source>The cell in full</source>
            <translation>Die Zelle im Ganzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/cell_detail.py" />
            <source>Answers of the cell</source>
            <translation>Antworten der Zelle</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/cell_detail.py" />
            <source>The server reads {name}: {value}.</source>
            <translation>Der Server liest {name}: {value}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>From everyone</source>
            <translation>Von allen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>From clients</source>
            <translation>Von Clients</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>From pods</source>
            <translation>Von Pods</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>From nodes</source>
            <translation>Von Nodes</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Add a Service with pods and a client: what comes of every request is listed here.</source>
            <translation>Füge einen Service mit Pods und einen Client hinzu: was aus jeder Anfrage wird, steht dann hier.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Outcome matrix</source>
            <translation>Ergebnismatrix</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Service and port</source>
            <translation>Service und Port</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Senders</source>
            <translation>Absender</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Both external policies</source>
            <translation>Beide externen Policys</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Copy &amp;Table as CSV</source>
            <translation>&amp;Tabelle als CSV kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Asking every way in…</source>
            <translation>Alle Zugänge werden gefragt…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Cancelled. Choose a Service or senders to ask again.</source>
            <translation>Abgebrochen. Wähle einen Service oder Absender, um neu zu fragen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Nobody of that kind can send.</source>
            <translation>Niemand dieser Art kann senden.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>{count} senders</source>
            <extracomment>For one: {count} sender</extracomment>
            <translation>
                <numerusform>{count} Absender</numerusform>
                <numerusform>{count} Absender</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>{count} ways in</source>
            <extracomment>For one: {count} way in</extracomment>
            <translation>
                <numerusform>{count} Zugang</numerusform>
                <numerusform>{count} Zugänge</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix.py" />
            <source>Left out, so that it can be read: {parts}.</source>
            <translation>Weggelassen, damit es lesbar bleibt: {parts}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>cannot be sent</source>
            <translation>kann nicht gesendet werden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>the server sees {words}</source>
            <translation>der Server sieht {words}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>Walking it sets externalTrafficPolicy to {policy}; Undo takes it back.</source>
            <translation>Dies zu verfolgen setzt externalTrafficPolicy auf {policy}; Rückgängig nimmt es zurück.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>{policy}, in force</source>
            <translation>{policy}, in Kraft</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>Server sees</source>
            <translation>Server sieht</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>Probability</source>
            <translation>Wahrscheinlichkeit</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_model.py" />
            <source>probability {probability}; pod {endpoint}</source>
            <translation>Wahrscheinlichkeit {probability}; Pod {endpoint}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/matrix_view.py" />
            <source>and {count} more</source>
            <translation>und {count} weitere</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Matrix</source>
            <translation>Matrix</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Paths</source>
            <translation>Pfade</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Twin</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Real rules</source>
            <translation>Echte Regeln</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Trace log</source>
            <translation>Trace-Log</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Answers</source>
            <translation>Antworten</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Put the answers into a window of their own, or back</source>
            <translation>Die Antworten in ein eigenes Fenster legen, oder zurück</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/panel.py" />
            <source>Close the answers</source>
            <translation>Die Antworten schließen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>Chosen by</source>
            <translation>Gewählt von</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>Here</source>
            <translation>Hier</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>In all</source>
            <translation>Insgesamt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>What comes of it</source>
            <translation>Was daraus wird</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>Send a request: every path that it can take is listed here, with its probability.</source>
            <translation>Sende eine Anfrage: jeder Pfad, den sie nehmen kann, steht dann hier, mit seiner Wahrscheinlichkeit.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>Nothing is left to chance here: this flow has one path.</source>
            <translation>Nichts bleibt hier dem Zufall überlassen: dieser Fluss hat einen Pfad.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>Tree of paths</source>
            <translation>Baum der Pfade</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/answer/tree.py" />
            <source>{count} paths.</source>
            <extracomment>For one: {count} path.</extracomment>
            <translation>
                <numerusform>{count} Pfad.</numerusform>
                <numerusform>{count} Pfade.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>A click or Enter walks one.</source>
            <translation>Ein Klick oder Enter verfolgt einen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>The first {most} are listed.</source>
            <translation>Die ersten {most} stehen hier.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>exactly {probability}</source>
            <translation>genau {probability}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/tree.py" />
            <source>Paths of the flow</source>
            <translation>Pfade des Flusses</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>before the last edit</source>
            <translation>vor der letzten Änderung</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Compare with</source>
            <translation>Vergleichen mit</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>another {setting}</source>
            <translation>anders: {setting}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>First difference</source>
            <translation>Erster Unterschied</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Walking the other configuration…</source>
            <translation>Die andere Einstellung wird verfolgt…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Twin walk</source>
            <translation>Vergleichsweg</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>the lane {branch}</source>
            <translation>der Spur {branch}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Send a request: its walk is compared here.</source>
            <translation>Sende eine Anfrage: ihr Weg wird hier verglichen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>nothing was edited yet: change something, and compare with what was before</source>
            <translation>noch wurde nichts geändert: ändere etwas, und vergleiche mit dem, was vorher war</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Before “{edit}”</source>
            <translation>Vor „{edit}“</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Cancelled. Choose what to compare with again.</source>
            <translation>Abgebrochen. Wähle noch einmal, womit verglichen wird.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>In the other configuration, {error}.</source>
            <translation>In der anderen Einstellung: {error}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>In the other configuration, {reason}.</source>
            <translation>In der anderen Einstellung: {reason}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>This packet cannot be sent on the lane {branch}.</source>
            <translation>Dieses Paket kann auf der Spur {branch} nicht gesendet werden.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin.py" />
            <source>Steps of both walks</source>
            <translation>Schritte beider Wege</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin_model.py" />
            <source>≠ first</source>
            <translation>≠ zuerst</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin_model.py" />
            <source>the same</source>
            <translation>dasselbe</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin_model.py" />
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/twin_model.py" />
            <source>{here} (walked)</source>
            <translation>{here} (verfolgt)</translation>
        </message>
        <message>
            <location filename="../../ui/panels/answer/walking.py" />
            <source>Set externalTrafficPolicy to {policy}</source>
            <translation>externalTrafficPolicy auf {policy} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/chain.py" />
            <source>This chain has no rule.</source>
            <translation>Diese Kette hat keine Regel.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/chain.py" />
            <source>Rules of the chain</source>
            <translation>Regeln der Kette</translation>
        </message>
        <message>
            <location filename="../../ui/panels/chain.py" />
            <source>{name} / {chain} on {node}</source>
            <translation>{name} / {chain} auf {node}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>not in the table yet</source>
            <translation>noch nicht in der Tabelle</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>assured</source>
            <translation>gesichert</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>{left} s of {whole} s</source>
            <translation>{left} s von {whole} s</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>expired</source>
            <translation>abgelaufen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>rewritten:</source>
            <translation>umgeschrieben:</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>reply expected: {tuple}</source>
            <translation>Antwort erwartet: {tuple}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>What a reply looks like when it arrives: not the mirror of the request, so NAT</source>
            <translation>Wie eine Antwort aussieht, wenn sie ankommt: nicht das Spiegelbild der Anfrage, also NAT</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>What a reply looks like when it arrives</source>
            <translation>Wie eine Antwort aussieht, wenn sie ankommt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>original: {tuple}</source>
            <translation>ursprünglich: {tuple}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>What the request looked like when it arrived</source>
            <translation>Wie die Anfrage aussah, als sie ankam</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>before: no entry</source>
            <translation>vorher: kein Eintrag</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>before: {entry}</source>
            <translation>vorher: {entry}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/lines.py" />
            <source>Entry {entry}</source>
            <translation>Eintrag {entry}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/panel.py" />
            <source>Send a request: each device's connection table appears here as it is at every step.</source>
            <translation>Sende eine Anfrage: die Verbindungstabelle jedes Geräts steht dann hier, wie sie bei jedem Schritt ist.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/panel.py" />
            <source>Connections of the device</source>
            <translation>Verbindungen des Geräts</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/panel.py" />
            <source>Connection table of the device</source>
            <translation>Verbindungstabelle des Geräts</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/conntrack/panel.py" />
            <source>{device} knows {count} connections at this step.</source>
            <extracomment>For one: {device} knows {count} connection at this step.</extracomment>
            <translation>
                <numerusform>{device} kennt bei diesem Schritt {count} Verbindung.</numerusform>
                <numerusform>{device} kennt bei diesem Schritt {count} Verbindungen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/panel.py" />
            <source>{device} knows no connection yet.</source>
            <translation>{device} kennt noch keine Verbindung.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/panel.py" />
            <source>{device} has no rules that need connections, so its kernel tracks none.</source>
            <translation>{device} hat keine Regeln, die Verbindungen brauchen, also verfolgt sein Kernel keine.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/removing.py" />
            <source>Delete entry</source>
            <translation>Eintrag löschen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/removing.py" />
            <source>As conntrack -D does; the connection's next packet is walked then, and back undoes it</source>
            <translation>Wie conntrack -D; das nächste Paket der Verbindung wird dann verfolgt, und zurück nimmt es zurück</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/removing.py" />
            <source>Let it expire</source>
            <translation>Ablaufen lassen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/conntrack/removing.py" />
            <source>As if its time were up; the connection's next packet is walked then, and back undoes it</source>
            <translation>Als wäre seine Zeit um; das nächste Paket der Verbindung wird dann verfolgt, und zurück nimmt es zurück</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>event</source>
            <translation>Ereignis</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>hook</source>
            <translation>Hook</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>what happened</source>
            <translation>was geschah</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>packet</source>
            <translation>Paket</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>the packet is here</source>
            <translation>das Paket ist hier</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>breakpoint</source>
            <translation>Haltepunkt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/model.py" />
            <source>step {number}</source>
            <translation>Schritt {number}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>Send a request: every step of its packets is a row here.</source>
            <translation>Sende eine Anfrage: jeder Schritt ihrer Pakete ist hier eine Zeile.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>No step has all of these words: take some of them away.</source>
            <translation>Kein Schritt hat alle diese Wörter: nimm einige davon weg.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>every rule</source>
            <translation>jede Regel</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>Show every rule that was asked</source>
            <translation>Jede Regel zeigen, die gefragt wurde</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>{column} has …</source>
            <translation>{column} enthält …</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>Filter: {column}</source>
            <translation>Filter: {column}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/panels/events/panel.py" />
            <source>Events of the walk</source>
            <translation>Ereignisse des Weges</translation>
        </message>
        <message>
            <location filename="../../ui/panels/history/panel.py" />
            <source>Choose a step to go back or forward to it. ✓ marks what is saved. What packets and time have done is no edit: it has lanes of its own below the transport (Alt+0).</source>
            <translation>Wähle einen Schritt, um zu ihm zurück- oder vorzugehen. ✓ markiert, was gespeichert ist. Was Pakete und Zeit getan haben, ist keine Änderung: es hat eigene Spuren unter dem Transport (Alt+0).</translation>
        </message>
        <message>
            <location filename="../../ui/panels/history/panel.py" />
            <source>History of edits</source>
            <translation>Verlauf der Änderungen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/history/panel.py" />
            <source>New scenario</source>
            <translation>Neues Szenario</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/choices.py" />
            <source>{current} (not there)</source>
            <translation>{current} (nicht da)</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/choices.py" />
            <source>choose one</source>
            <translation>wähle eines</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>Show {words}</source>
            <translation>{words} zeigen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>Cluster</source>
            <translation>Cluster</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>kube-proxy, with its defaults</source>
            <translation>kube-proxy, mit Vorgaben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>Network, with its defaults</source>
            <translation>Netz, mit Vorgaben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>kube-proxy of {node}</source>
            <translation>kube-proxy von {node}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>Configure kube-proxy</source>
            <translation>kube-proxy einstellen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster.py" />
            <source>Configure the network</source>
            <translation>Das Netz einstellen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>an address</source>
            <translation>eine Adresse</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>write routes as 10.0.0.0/16 via node-1, parted by commas</source>
            <translation>schreibe Routen als 10.0.0.0/16 via node-1, durch Kommas getrennt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>none: kube-proxy cannot tell pods from others</source>
            <translation>keines: kube-proxy kann Pods nicht von anderen unterscheiden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>10.240.0.0/24, or primary</source>
            <translation>10.240.0.0/24, oder primary</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>localhostNodePorts: node ports answer at 127.0.0.1</source>
            <translation>localhostNodePorts: NodePorts antworten unter 127.0.0.1</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>tunnels have the node’s own address</source>
            <translation>Tunnel haben die eigene Adresse des Nodes</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>the first port</source>
            <translation>der erste Port</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>when everything has settled</source>
            <translation>wenn alles zur Ruhe gekommen ist</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/inspector/cluster_tables.py" />
            <source>{count} expected outcomes</source>
            <extracomment>For one: {count} expected outcome</extracomment>
            <translation>
                <numerusform>{count} erwartetes Ergebnis</numerusform>
                <numerusform>{count} erwartete Ergebnisse</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/facts.py" />
            <source>none: the Service has no port</source>
            <translation>keine: der Service hat keinen Port</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/facts.py" />
            <source>none: no running pod has these labels</source>
            <translation>keine: kein laufender Pod hat diese Labels</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/facts.py" />
            <source>terminating</source>
            <translation>wird beendet</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/facts.py" />
            <source>not ready</source>
            <translation>nicht bereit</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/facts.py" />
            <source>none: no load balancer serves it</source>
            <translation>keine: kein Load-Balancer bedient ihn</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/facts.py" />
            <source>no Service</source>
            <translation>kein Service</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/fields.py" />
            <source>Set {name} to {text}</source>
            <translation>{name} auf {text} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/fields.py" />
            <source>Clear {name}</source>
            <translation>{name} leeren</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/lens.py" />
            <source>of the Service, at its clusterIP</source>
            <translation>des Service, unter seiner clusterIP</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/lens.py" />
            <source>of its pods: it is headless</source>
            <translation>seiner Pods: er ist headless</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/lens.py" />
            <source>on every node, for those outside</source>
            <translation>auf jedem Node, für die von außen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/lens.py" />
            <source>none: only inside the cluster</source>
            <translation>keiner: nur innerhalb des Clusters</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/lens.py" />
            <source>in the pod: there the server listens</source>
            <translation>im Pod: dort lauscht der Server</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/panel.py" />
            <source>Select an object on the canvas or in the outline to see and change its fields.</source>
            <translation>Wähle ein Objekt auf der Zeichenfläche oder in der Gliederung, um seine Felder zu sehen und zu ändern.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/panel.py" />
            <source>{total} objects are selected: {kinds}. Select one to change its fields.</source>
            <translation>{total} Objekte sind ausgewählt: {kinds}. Wähle eines, um seine Felder zu ändern.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Add port</source>
            <translation>Port hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Add a port</source>
            <translation>Einen Port hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Set {field} to {text}</source>
            <translation>{field} auf {text} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Clear {field}</source>
            <translation>{field} leeren</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Remove port {port}</source>
            <translation>Port {port} entfernen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Add port {number}</source>
            <translation>Port {number} hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>protocol of port {number}</source>
            <translation>Protokoll von Port {number}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Remove port {number}</source>
            <translation>Port {number} entfernen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>Remove this port</source>
            <translation>Diesen Port entfernen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>{name} of port {number}</source>
            <translation>{name} von Port {number}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/ports.py" />
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/rows.py" />
            <source>No Service has type LoadBalancer</source>
            <translation>Kein Service hat den Typ LoadBalancer</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/shared.py" />
            <source>Rename to {name}</source>
            <translation>In {name} umbenennen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>A proxy opens its own connection, so it cannot keep the VIP as destination</source>
            <translation>Ein Proxy öffnet seine eigene Verbindung, also kann er die VIP nicht als Ziel behalten</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>port lens</source>
            <translation>Port-Lupe</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>everybody</source>
            <translation>alle</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>unschedulable: load balancers leave it out</source>
            <translation>unschedulable: Load-Balancer lassen ihn aus</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>being deleted: its /healthz answers 503</source>
            <translation>wird gelöscht: sein /healthz antwortet 503</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>taint</source>
            <translation>Taint</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>ToBeDeletedByClusterAutoscaler: its /healthz answers 503</source>
            <translation>ToBeDeletedByClusterAutoscaler: sein /healthz antwortet 503</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>printed by the real node</source>
            <translation>vom echten Node ausgegeben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>Terminating: being deleted, still serving</source>
            <translation>Terminating: wird gelöscht, bedient noch</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>hostNetwork: shares its node’s network</source>
            <translation>hostNetwork: teilt das Netz seines Nodes</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>selected by</source>
            <translation>ausgewählt von</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>Write on the note</source>
            <translation>Auf die Notiz schreiben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/tables.py" />
            <source>⏎ begins a new line</source>
            <translation>⏎ beginnt eine neue Zeile</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>write labels as name=value, parted by commas</source>
            <translation>schreibe Labels als name=value, durch Kommas getrennt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>{text!r} is no whole number</source>
            <translation>{text!r} ist keine ganze Zahl</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>{text!r} is no number of seconds</source>
            <translation>{text!r} ist keine Zahl von Sekunden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>give a port number or the name of a container port</source>
            <translation>gib eine Portnummer oder den Namen eines Container-Ports an</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>{text!r} is no port; write 8080, 53/UDP or 8080 http</source>
            <translation>{text!r} ist kein Port; schreibe 8080, 53/UDP oder 8080 http</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>IP address</source>
            <translation>IP-Adresse</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>range such as 10.180.1.0/24</source>
            <translation>Bereich wie 10.180.1.0/24</translation>
        </message>
        <message>
            <location filename="../../ui/panels/inspector/texts.py" />
            <source>{text!r} is no {what}</source>
            <translation>{text!r} ist keine gültige Angabe: {what}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/ladder/paint.py" />
            <source>undone:</source>
            <translation>zurückgenommen:</translation>
        </message>
        <message>
            <location filename="../../ui/panels/ladder/panel.py" />
            <source>Send a request: each crossing of a link becomes an arrow here, with the addresses that it has there.</source>
            <translation>Sende eine Anfrage: jeder Übergang über einen Link wird hier zu einem Pfeil, mit den Adressen, die sie dort hat.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/ladder/panel.py" />
            <source>Ladder of the walk</source>
            <translation>Leiter des Weges</translation>
        </message>
        <message>
            <location filename="../../ui/panels/ladder/rungs.py" />
            <source> and </source>
            <translation> und </translation>
        </message>
        <message>
            <location filename="../../ui/panels/ladder/rungs.py" />
            <source>picks {target}</source>
            <translation>wählt {target}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/ladder/rungs.py" />
            <source>source {socket}</source>
            <translation>Quelle {socket}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/ladder/rungs.py" />
            <source>destination {socket}</source>
            <translation>Ziel {socket}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>arrives</source>
            <translation>Ankunft</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>routing</source>
            <translation>Routing</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>socket</source>
            <translation>Socket</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>leaves</source>
            <translation>Abgang</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>the packet arrives</source>
            <translation>das Paket kommt an</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>the packet is being routed</source>
            <translation>für das Paket wird der Weg gesucht</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>the packet is at the socket</source>
            <translation>das Paket ist am Socket</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>the packet leaves</source>
            <translation>das Paket geht hinaus</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>entry kept</source>
            <translation>Eintrag behalten</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>connection known</source>
            <translation>Verbindung bekannt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>ended here</source>
            <translation>endet hier</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/paint.py" />
            <source>nothing here</source>
            <translation>hier nichts</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>Send a request: the hooks of each device that its packets pass appear here, lit as they go.</source>
            <translation>Sende eine Anfrage: die Hooks jedes Geräts, durch das ihre Pakete gehen, erscheinen hier und leuchten dabei auf.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>Netfilter map</source>
            <translation>Netfilter-Karte</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>Netfilter map, scrolled</source>
            <translation>Netfilter-Karte, gerollt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>Netfilter map of the device</source>
            <translation>Netfilter-Karte des Geräts</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>between its hooks</source>
            <translation>zwischen seinen Hooks</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>unchanged</source>
            <translation>unverändert</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>the packet is in {station}, at {label}, {done}</source>
            <translation>das Paket ist in {station}, bei {label}, {done}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/netfilter_map/panel.py" />
            <source>{name}. The packet does not come here.</source>
            <translation>{name}. Das Paket kommt hier nicht vorbei.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/outline.py" />
            <source>What you add is listed here: choose it to see its fields.</source>
            <translation>Was du hinzufügst, steht hier: wähle es, um seine Felder zu sehen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/outline.py" />
            <source>Outline</source>
            <translation>Gliederung</translation>
        </message>
        <message>
            <location filename="../../ui/panels/outline.py" />
            <source>Outline of the scenario</source>
            <translation>Gliederung des Szenarios</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/bytes.py" />
            <source>Header bytes</source>
            <translation>Header-Bytes</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/bytes.py" />
            <source>Headers of the packet as bytes</source>
            <translation>Header des Pakets als Bytes</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/bytes.py" />
            <source>Bytes that changed</source>
            <translation>Bytes, die sich änderten</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/packet/bytes.py" />
            <source>{count} header bytes</source>
            <extracomment>For one: {count} header byte</extracomment>
            <translation>
                <numerusform>{count} Header-Byte</numerusform>
                <numerusform>{count} Header-Bytes</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/bytes.py" />
            <source>No byte changed. The mark is the kernel's own: it is not in the packet.</source>
            <translation>Kein Byte änderte sich. Die Markierung gehört dem Kernel: sie steht nicht im Paket.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/bytes.py" />
            <source>⇄ rewritten: {fields}</source>
            <translation>⇄ umgeschrieben: {fields}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/fields.py" />
            <source>field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/fields.py" />
            <source>before</source>
            <translation>vorher</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/fields.py" />
            <source>after</source>
            <translation>nachher</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/fields.py" />
            <source>Header of the packet, before and after</source>
            <translation>Header des Pakets, vorher und nachher</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/fields.py" />
            <source>{field}: {before}, rewritten to {after}</source>
            <translation>{field}: {before}, umgeschrieben zu {after}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/fields.py" />
            <source>{field} rewritten</source>
            <translation>{field} umgeschrieben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/outcome.py" />
            <source>An edit that changes this walk begins a new lane. To edit between two packets, choose “Next packet” first.</source>
            <translation>Eine Änderung, die diesen Weg ändert, beginnt eine neue Spur. Um zwischen zwei Paketen zu ändern, wählen Sie zuerst „Nächstes Paket“.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/outcome.py" />
            <source>Printed by the server</source>
            <translation>Vom Server ausgegeben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/outcome.py" />
            <source>The server prints</source>
            <translation>Der Server gibt aus</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/panel.py" />
            <source>Send a request: each step of its packets is explained here.</source>
            <translation>Sende eine Anfrage: jeder Schritt ihrer Pakete wird hier erklärt.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/panel.py" />
            <source>Rewritten: {fields}.</source>
            <translation>Umgeschrieben: {fields}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/panel.py" />
            <source>Step {stop} of {count}</source>
            <translation>Schritt {stop} von {count}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/packet/visited.py" />
            <source>Rules that were visited</source>
            <translation>Regeln, die besucht wurden</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/packet/visited.py" />
            <source>{count} rules visited</source>
            <extracomment>For one: {count} rule visited</extracomment>
            <translation>
                <numerusform>{count} Regel besucht</numerusform>
                <numerusform>{count} Regeln besucht</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/palette.py" />
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/palette.py" />
            <source>Drag a {title} onto the canvas, click, or press {letter}</source>
            <translation>{title} auf die Zeichenfläche ziehen, anklicken oder {letter} drücken</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/problems/finder.py" />
            <source>{count} errors</source>
            <extracomment>For one: {count} error</extracomment>
            <translation>
                <numerusform>{count} Fehler</numerusform>
                <numerusform>{count} Fehler</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/problems/finder.py" />
            <source>{count} warnings</source>
            <extracomment>For one: {count} warning</extracomment>
            <translation>
                <numerusform>{count} Warnung</numerusform>
                <numerusform>{count} Warnungen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/problems/finder.py" />
            <source>{count} remarks</source>
            <extracomment>For one: {count} remark</extracomment>
            <translation>
                <numerusform>{count} Hinweis</numerusform>
                <numerusform>{count} Hinweise</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/finder.py" />
            <source>no problem</source>
            <translation>kein Problem</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Remove {key}</source>
            <translation>{key} entfernen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set clusterCIDR to {ranges}</source>
            <translation>clusterCIDR auf {ranges} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set kube-proxy mode to iptables</source>
            <translation>kube-proxy-Modus auf iptables setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Move {name} to {node}</source>
            <translation>{name} nach {node} verschieben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Send {name} to {node}</source>
            <translation>{name} an {node} senden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Send {name} to the clusterIP</source>
            <translation>{name} an die clusterIP senden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Send {name} to the first port</source>
            <translation>{name} an den ersten Port senden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Take what is not there off {name}</source>
            <translation>Von {name} wegnehmen, was nicht da ist</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set type of {name} to {kind}</source>
            <translation>Typ von {name} auf {kind} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set delivery to {way}</source>
            <translation>delivery auf {way} setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set clientAddress to None</source>
            <translation>clientAddress auf None setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Add a load balancer</source>
            <translation>Einen Load-Balancer hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Give {name} a clusterIP</source>
            <translation>{name} eine clusterIP geben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Give {name} a free node port</source>
            <translation>{name} einen freien NodePort geben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Give {name} a healthCheckNodePort</source>
            <translation>{name} einen healthCheckNodePort geben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Make {name} ready</source>
            <translation>{name} bereit machen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Remove routes to nodes that are not there</source>
            <translation>Routen zu Nodes entfernen, die nicht da sind</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set requests to 1</source>
            <translation>requests auf 1 setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set at to 0</source>
            <translation>at auf 0 setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/fixes.py" />
            <source>Set externalTrafficPolicy to Cluster</source>
            <translation>externalTrafficPolicy auf Cluster setzen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/panel.py" />
            <source>No problem: everything refers to what is there, and nothing is out of the ordinary.</source>
            <translation>Kein Problem: alles verweist auf etwas, das da ist, und nichts ist ungewöhnlich.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/panel.py" />
            <source>the first {most} are shown</source>
            <translation>die ersten {most} werden gezeigt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/panel.py" />
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/panel.py" />
            <source>Show {key}</source>
            <translation>{key} zeigen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/panel.py" />
            <source>Select {key}</source>
            <translation>{key} auswählen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/problems/panel.py" />
            <source>{label}. Undo takes it back.</source>
            <translation>{label}. Rückgängig nimmt es zurück.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/real_rules/difference_rows.py" />
            <source>{count} more that differ</source>
            <extracomment>For one: {count} more that differs</extracomment>
            <translation>
                <numerusform>{count} weitere ist anders</numerusform>
                <numerusform>{count} weitere sind anders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/real_rules/difference_rows.py" />
            <source>{count} chains and sets are the same</source>
            <extracomment>For one: {count} chain or set is the same</extracomment>
            <translation>
                <numerusform>{count} Kette oder Menge ist gleich</numerusform>
                <numerusform>{count} Ketten und Mengen sind gleich</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/real_rules/difference_rows.py" />
            <source>{count} chains of other software</source>
            <extracomment>For one: {count} chain of other software</extracomment>
            <translation>
                <numerusform>{count} Kette anderer Software</numerusform>
                <numerusform>{count} Ketten anderer Software</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/difference_rows.py" />
            <source>not compared</source>
            <translation>nicht verglichen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/real_rules/difference_rows.py" />
            <source>{count} more lines</source>
            <extracomment>For one: {count} more line</extracomment>
            <translation>
                <numerusform>{count} weitere Zeile</numerusform>
                <numerusform>{count} weitere Zeilen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/real_rules/difference_rows.py" />
            <source>{count} lines differ</source>
            <extracomment>For one: {count} line differs</extracomment>
            <translation>
                <numerusform>{count} Zeile ist anders</numerusform>
                <numerusform>{count} Zeilen sind anders</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/difference_rows.py" />
            <source>no rules</source>
            <translation>keine Regeln</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Open a log of nft monitor trace, xtables-monitor --trace or the kernel’s TRACE lines, or drop it here: the walk is compared with it.</source>
            <translation>Öffne ein Log von nft monitor trace, xtables-monitor --trace oder den TRACE-Zeilen des Kernels, oder lass es hier fallen: der Weg wird damit verglichen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Open trace log…</source>
            <translation>Trace-Log öffnen…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Where walk and log part</source>
            <translation>Wo Weg und Log sich trennen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Comparing with the log…</source>
            <translation>Es wird mit dem Log verglichen…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Walk and trace log</source>
            <translation>Weg und Trace-Log</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Send a request: its walk is compared with the log.</source>
            <translation>Sende eine Anfrage: ihr Weg wird mit dem Log verglichen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Predicted</source>
            <translation>Vorhergesagt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Cancelled. Open the log again.</source>
            <translation>Abgebrochen. Öffne das Log noch einmal.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>{name} has no packet of this flow on {device}.</source>
            <translation>{name} hat kein Paket dieses Flusses auf {device}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>Walk and log agree on {device}.</source>
            <translation>Weg und Log stimmen auf {device} überein.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>They part where {name} ends, in the {leg} on {device}.</source>
            <translation>Sie trennen sich, wo {name} endet, in: {leg}, auf {device}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_panel.py" />
            <source>They part at line {line} of {name}, in the {leg} on {device}.</source>
            <translation>Sie trennen sich bei Zeile {line} von {name}, in: {leg}, auf {device}.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>Reply</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>{leg} in {device}: {packet}</source>
            <translation>{leg} in {device}: {packet}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>– not in the log</source>
            <translation>– nicht im Log</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>they part</source>
            <translation>sie trennen sich</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>first</source>
            <translation>zuerst</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>{chain}: the policy drops</source>
            <translation>{chain}: die Policy verwirft</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>the policy drops</source>
            <translation>die Policy verwirft</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>rule {number}</source>
            <translation>Regel {number}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/log_rows.py" />
            <source>line {line}:</source>
            <translation>Zeile {line}:</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rows.py" />
            <source>differs</source>
            <translation>anders</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rows.py" />
            <source>only generated</source>
            <translation>nur erzeugt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rows.py" />
            <source>only real</source>
            <translation>nur echt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>No node has real rules yet: drop what iptables-save or nft list ruleset printed on a node, or attach it.</source>
            <translation>Noch hat kein Node echte Regeln: lass fallen, was iptables-save oder nft list ruleset auf einem Node ausgegeben hat, oder hänge es an.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Node with real rules</source>
            <translation>Node mit echten Regeln</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Attach node state…</source>
            <translation>Node-Zustand anhängen…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Difference of the rules</source>
            <translation>Unterschied der Regeln</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Comparing the rules…</source>
            <translation>Die Regeln werden verglichen…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Generated and real rules</source>
            <translation>Erzeugte und echte Regeln</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Real rules of</source>
            <translation>Echte Regeln von</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>kube-proxy would have written</source>
            <translation>kube-proxy hätte geschrieben</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>The node has</source>
            <translation>Der Node hat</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Cancelled. Choose a node again.</source>
            <translation>Abgebrochen. Wähle noch einmal einen Node.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>kube-proxy’s {count} chains and sets are the same</source>
            <extracomment>For one: kube-proxy’s {count} chain or set is the same</extracomment>
            <translation>
                <numerusform>Die {count} Kette oder Menge von kube-proxy ist gleich</numerusform>
                <numerusform>Die {count} Ketten und Mengen von kube-proxy sind gleich</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>{count} chains and sets differ</source>
            <extracomment>For one: {count} chain or set differs</extracomment>
            <translation>
                <numerusform>{count} Kette oder Menge ist anders</numerusform>
                <numerusform>{count} Ketten und Mengen sind anders</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>{names} and {count} more</source>
            <translation>{names} und {count} weitere</translation>
        </message>
        <message>
            <location filename="../../ui/panels/real_rules/rules_panel.py" />
            <source>Services concerned: {names}</source>
            <translation>Betroffene Services: {names}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>Routes that fit {destination}</source>
            <translation>Routen, die zu {destination} passen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>Other routes</source>
            <translation>Andere Routen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>This device's own addresses</source>
            <translation>Eigene Adressen dieses Geräts</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>{count:,} more</source>
            <translation>{count:,} weitere</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>chosen: {route}</source>
            <translation>gewählt: {route}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>chosen: {why}</source>
            <translation>gewählt: {why}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>fits, but another prefix is longer</source>
            <translation>passt, aber ein anderes Präfix ist länger</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>would be chosen: {why}</source>
            <translation>würde gewählt: {why}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>the longest prefix that holds {destination} (/{prefixlen})</source>
            <translation>das längste Präfix, das {destination} enthält (/{prefixlen})</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>{longest}; the address is this device's own</source>
            <translation>{longest}; die Adresse gehört diesem Gerät selbst</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>{longest}; on to the gateway {gateway} by {interface}</source>
            <translation>{longest}; weiter zum Gateway {gateway} über {interface}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/lines.py" />
            <source>{longest}; the destination is on the link of {interface}, no gateway is needed</source>
            <translation>{longest}; das Ziel liegt am Link von {interface}, kein Gateway ist nötig</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/panel.py" />
            <source>Send a request: the routes of each device that its packets come to appear here.</source>
            <translation>Sende eine Anfrage: die Routen jedes Geräts, zu dem ihre Pakete kommen, erscheinen hier.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/panel.py" />
            <source>Routing of the device</source>
            <translation>Routing des Geräts</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/panel.py" />
            <source>Routing table of the device</source>
            <translation>Routingtabelle des Geräts</translation>
        </message>
        <message>
            <location filename="../../ui/panels/route/panel.py" />
            <source>{label} has not looked for a route for this packet yet.</source>
            <translation>{label} hat für dieses Paket noch keine Route gesucht.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/panel.py" />
            <source>Send a request: the rules that its packets meet appear here, each with what it asked and was told.</source>
            <translation>Sende eine Anfrage: die Regeln, auf die ihre Pakete treffen, erscheinen hier, jede mit dem, was sie fragte und erfuhr.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/panel.py" />
            <source>The packet has met no rule in this device yet.</source>
            <translation>Das Paket ist in diesem Gerät noch auf keine Regel getroffen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/panel.py" />
            <source>Rules of the device</source>
            <translation>Regeln des Geräts</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/panel.py" />
            <source>Rules that were asked</source>
            <translation>Regeln, die gefragt wurden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/panel.py" />
            <source>Break on Rule {number} of {chain}</source>
            <translation>Bei Regel {number} von {chain} anhalten</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/rules/panel.py" />
            <source>{count} tables so far, in the order in which the packet met them.</source>
            <extracomment>For one: {count} table so far, in the order in which the packet met them.</extracomment>
            <translation>
                <numerusform>{count} Tabelle bisher, in der Reihenfolge, in der das Paket auf sie traf.</numerusform>
                <numerusform>{count} Tabellen bisher, in der Reihenfolge, in der das Paket auf sie traf.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>being asked</source>
            <translation>wird gefragt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>{rules}, changes it</source>
            <translation>{rules}, ändert es</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>{rules}, rule {number} of {chain} decides</source>
            <translation>{rules}, Regel {number} von {chain} entscheidet</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>{rules}, unchanged</source>
            <translation>{rules}, unverändert</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>no rule for it</source>
            <translation>keine Regel dafür</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/rules/visited.py" />
            <source>{count} rules asked</source>
            <extracomment>For one: {count} rule asked</extracomment>
            <translation>
                <numerusform>{count} Regel gefragt</numerusform>
                <numerusform>{count} Regeln gefragt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/panels/rules/visited.py" />
            <source>{count:,} rules of {chain} for other addresses or ports</source>
            <extracomment>For one: {count} rule of {chain} for other addresses or ports</extracomment>
            <translation>
                <numerusform>{count:,} Regel von {chain} für andere Adressen oder Ports</numerusform>
                <numerusform>{count:,} Regeln von {chain} für andere Adressen oder Ports</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>matches, {came}</source>
            <translation>trifft zu, {came}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>breakpoint: playing stops here</source>
            <translation>Haltepunkt: das Abspielen hält hier an</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>mark rewritten: {before:#x} → {after:#x}</source>
            <translation>Markierung umgeschrieben: {before:#x} → {after:#x}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>true: {text}</source>
            <translation>wahr: {text}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>saw {value}</source>
            <translation>sah {value}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>false: {text}{saw}</source>
            <translation>falsch: {text}{saw}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/visited.py" />
            <source>not asked: {text}</source>
            <translation>nicht gefragt: {text}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/whole.py" />
            <source>All rules of {label}</source>
            <translation>Alle Regeln von {label}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/whole.py" />
            <source>Open a rule that jumps to see the chain behind it</source>
            <translation>Öffne eine Regel, die springt, um die Kette dahinter zu sehen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/rules/whole.py" />
            <source>{chain} · hook {hook} · priority {priority} · policy {policy}</source>
            <translation>{chain} · Hook {hook} · Priorität {priority} · Policy {policy}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>ICMP (ping)</source>
            <translation>ICMP (Ping)</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>a Service, or 10.0.0.1:80</source>
            <translation>ein Service, oder 10.0.0.1:80</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>a Service, a pod, or 10.0.0.1</source>
            <translation>ein Service, ein Pod, oder 10.0.0.1</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>To</source>
            <translation>An</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>Protocol</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>Number of requests</source>
            <translation>Anzahl der Anfragen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>Several are drawn one after another, and walked at once</source>
            <translation>Mehrere werden eine nach der anderen gelost und zugleich verfolgt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/form.py" />
            <source>There is nothing to send from: add a client or a pod.</source>
            <translation>Es gibt nichts, von dem gesendet werden kann: füge einen Client oder einen Pod hinzu.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/options.py" />
            <source>Write an address and port, such as 10.0.0.1:80 or [fd00::1]:80, or choose from the list.</source>
            <translation>Schreibe Adresse und Port, etwa 10.0.0.1:80 oder [fd00::1]:80, oder wähle aus der Liste.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/options.py" />
            <source>Write an address alone, such as 10.0.0.1 or fd00::1, or choose from the list.</source>
            <translation>Schreibe eine Adresse allein, etwa 10.0.0.1 oder fd00::1, oder wähle aus der Liste.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/options.py" />
            <source>client</source>
            <translation>Client</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/options.py" />
            <source>ping from {sender} to {target}</source>
            <translation>Ping von {sender} an {target}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/options.py" />
            <source>{protocol} from {sender} to {target}</source>
            <translation>{protocol} von {sender} an {target}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/options.py" />
            <source>{service} by its {via}</source>
            <translation>{service} über {via}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/options.py" />
            <source>{service} by its {via} on {node}</source>
            <translation>{service} über {via} auf {node}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/panel.py" />
            <source>Another request…</source>
            <translation>Andere Anfrage…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/panel.py" />
            <source>Request to send</source>
            <translation>Anfrage, die gesendet wird</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/panel.py" />
            <source>Send</source>
            <translation>Senden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/send/panel.py" />
            <source>Send the request</source>
            <translation>Die Anfrage senden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>addresses</source>
            <translation>Adressen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>state</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>no node</source>
            <translation>kein Node</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>{delivery} for {services}</source>
            <translation>{delivery} für {services}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>outside</source>
            <translation>außerhalb</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>Ready</source>
            <translation>Ready</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>not Ready</source>
            <translation>nicht Ready</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>unschedulable</source>
            <translation>unschedulable</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>being deleted</source>
            <translation>wird gelöscht</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>Terminating</source>
            <translation>Terminating</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>no endpoint</source>
            <translation>kein Endpunkt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>external {policy}</source>
            <translation>extern {policy}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/model.py" />
            <source>internal {policy}</source>
            <translation>intern {policy}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Enter: fields   Insert: add   Delete: remove   Ctrl+L: send to…</source>
            <translation>Enter: Felder   Einfg: hinzufügen   Entf: löschen   Strg+L: senden an…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Send to…</source>
            <translation>Senden an…</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Send from what is selected (Ctrl+L)</source>
            <translation>Vom Ausgewählten senden (Strg+L)</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Send from the selected object</source>
            <translation>Vom ausgewählten Objekt senden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Table twin of the canvas</source>
            <translation>Tabellen statt der Zeichenfläche</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Add an object</source>
            <translation>Ein Objekt hinzufügen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Add an object (Insert)</source>
            <translation>Ein Objekt hinzufügen (Einfg)</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Topology</source>
            <translation>Topologie</translation>
        </message>
        <message>
            <location filename="../../ui/panels/table_twin/panel.py" />
            <source>Nothing is here yet: Insert adds a Node, a Pod, a Service and what else there is.</source>
            <translation>Noch ist hier nichts: Einfg fügt einen Node, einen Pod, einen Service hinzu, und was es sonst gibt.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/jumps.py" />
            <source>cause: {place}</source>
            <translation>Ursache: {place}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/jumps.py" />
            <source>undone by reply</source>
            <translation>durch Antwort zurückgenommen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/jumps.py" />
            <source>undone in {place}</source>
            <translation>zurückgenommen in {place}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/panel.py" />
            <source>Send a request: why each step went as it did is told here.</source>
            <translation>Sende eine Anfrage: warum jeder Schritt ging, wie er ging, steht dann hier.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/panel.py" />
            <source>What changed</source>
            <translation>Was sich änderte</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/panel.py" />
            <source>Rule that fired</source>
            <translation>Regel, die griff</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/panel.py" />
            <source>Show it among the rules</source>
            <translation>Unter den Regeln zeigen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/panel.py" />
            <source>Show rule {number} of {chain} among the rules</source>
            <translation>Regel {number} von {chain} unter den Regeln zeigen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/sources.py" />
            <source>Where this is written</source>
            <translation>Wo das geschrieben steht</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/sources.py" />
            <source>Copy link</source>
            <translation>Link kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/sources.py" />
            <source>Copy the link to {function}</source>
            <translation>Den Link zu {function} kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/sources.py" />
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <location filename="../../ui/panels/why/sources.py" />
            <source>Copied: {link}</source>
            <translation>Kopiert: {link}</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Edited: Ctrl+Enter applies it.</source>
            <translation>Bearbeitet: Strg+Enter wendet es an.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>The scenario has changed meanwhile. Apply puts this text in its place, Revert drops it.</source>
            <translation>Das Szenario hat sich inzwischen geändert. Anwenden setzt diesen Text an seine Stelle, Verwerfen lässt ihn fallen.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Select an object to see and edit its YAML.</source>
            <translation>Wähle ein Objekt, um sein YAML zu sehen und zu bearbeiten.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>The scenario has more than {most} objects: select one to edit it as text.</source>
            <translation>Das Szenario hat mehr als {most} Objekte: wähle eines, um es als Text zu bearbeiten.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>YAML of</source>
            <translation>YAML von</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Selected object</source>
            <translation>Gewähltes Objekt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Scenario</source>
            <translation>Szenario</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Revert</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Applied</source>
            <translation>Angewendet</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Edit the YAML</source>
            <translation>Das YAML bearbeiten</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Edit the YAML of {name}</source>
            <translation>Das YAML von {name} bearbeiten</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Whole scenario</source>
            <translation>Ganzes Szenario</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Nothing selected</source>
            <translation>Nichts ausgewählt</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Line {line}:</source>
            <translation>Zeile {line}:</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Apply or revert what you have typed first.</source>
            <translation>Wende zuerst an, was du getippt hast, oder verwirf es.</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>About the text</source>
            <translation>Über den Text</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Make this text the scenario (Ctrl+Enter)</source>
            <translation>Diesen Text zum Szenario machen (Strg+Enter)</translation>
        </message>
        <message>
            <location filename="../../ui/panels/yaml_view/panel.py" />
            <source>Drop what was typed</source>
            <translation>Verwerfen, was getippt wurde</translation>
        </message>
        <message>
            <location filename="../../ui/theme/exporting.py" />
            <source>Export…</source>
            <translation>Exportieren…</translation>
        </message>
        <message>
            <location filename="../../ui/theme/exporting.py" />
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <location filename="../../ui/theme/exporting.py" />
            <source>Save as {form}</source>
            <translation>Als {form} speichern</translation>
        </message>
        <message>
            <location filename="../../ui/theme/exporting.py" />
            <source>{path}: cannot be saved: {errorstring}</source>
            <translation>{path}: kann nicht gespeichert werden: {errorstring}</translation>
        </message>
        <message>
            <location filename="../../ui/theme/exporting.py" />
            <source>&amp;Export Table…</source>
            <translation>Tabelle &amp;exportieren…</translation>
        </message>
        <message>
            <location filename="../../ui/theme/exporting.py" />
            <source>Save table</source>
            <translation>Tabelle speichern</translation>
        </message>
        <message>
            <location filename="../../ui/theme/kinds.py" />
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <location filename="../../ui/theme/kinds.py" />
            <source>Load balancer</source>
            <translation>Load-Balancer</translation>
        </message>
        <message>
            <location filename="../../ui/theme/progress.py" />
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../ui/theme/progress.py" />
            <source>Cancel: {words}</source>
            <translation>Abbrechen: {words}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>To the start</source>
            <translation>Zum Anfang</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Home</source>
            <translation>Pos1</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Step back</source>
            <translation>Schritt zurück</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>← or F7</source>
            <translation>← oder F7</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Space or F5</source>
            <translation>Leertaste oder F5</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Step forward</source>
            <translation>Schritt vor</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>→ or F10</source>
            <translation>→ oder F10</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>To the end</source>
            <translation>Zum Ende</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>End</source>
            <translation>Ende</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Level of detail</source>
            <translation>Detailgrad</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Nothing sent yet</source>
            <translation>Noch nichts gesendet</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Next:</source>
            <translation>Weiter:</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>End:</source>
            <translation>Ende:</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Speed {speed:g} times</source>
            <translation>Tempo {speed:g}-fach</translation>
        </message>
        <message>
            <location filename="../../ui/transport/bar.py" />
            <source>Speed of playing</source>
            <translation>Tempo des Abspielens</translation>
        </message>
        <message>
            <location filename="../../ui/transport/branches.py" />
            <source>This lane begins when its packet has been walked</source>
            <translation>Diese Spur beginnt, wenn ihr Paket verfolgt ist</translation>
        </message>
        <message>
            <location filename="../../ui/transport/branches.py" />
            <source>Session: what happened, a lane for each branch</source>
            <translation>Sitzung: was geschah, eine Spur für jeden Zweig</translation>
        </message>
        <message>
            <location filename="../../ui/transport/branches.py" />
            <source>&amp;Show This Lane</source>
            <translation>Diese Spur &amp;zeigen</translation>
        </message>
        <message>
            <location filename="../../ui/transport/branches.py" />
            <source>&amp;Compare with This Lane</source>
            <translation>Mit dieser Spur &amp;vergleichen</translation>
        </message>
        <message>
            <location filename="../../ui/transport/branches.py" />
            <source>&amp;Rename…	F2</source>
            <translation>&amp;Umbenennen…	F2</translation>
        </message>
        <message>
            <location filename="../../ui/transport/branches.py" />
            <source>The only lane stays</source>
            <translation>Die einzige Spur bleibt</translation>
        </message>
        <message numerus="yes">
            <location filename="../../ui/transport/branches.py" />
            <source>Delete “{branch}” with {count} events</source>
            <extracomment>For one: Delete “{branch}” with {count} event</extracomment>
            <translation>
                <numerusform>„{branch}“ mit {count} Ereignis löschen</numerusform>
                <numerusform>„{branch}“ mit {count} Ereignissen löschen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../ui/transport/branches.py" />
            <source>Keep It</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock.py" />
            <source>The simulated clock: time-outs, health checks and affinity run on it (Ctrl+T)</source>
            <translation>Die simulierte Uhr: nach ihr laufen Zeitgrenzen, Gesundheitsprüfungen und Affinität (Strg+T)</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock.py" />
            <source>{what} on {host}</source>
            <translation>{what} auf {host}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock.py" />
            <source>Nothing comes due</source>
            <translation>Nichts steht an</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock.py" />
            <source>Clock: {time}</source>
            <translation>Uhr: {time}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock.py" />
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock.py" />
            <source>Seconds to let pass</source>
            <translation>Sekunden, die vergehen</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock_lanes.py" />
            <source>No device has a connection yet: walk the request, and the time of its entries is seen here.</source>
            <translation>Noch hat kein Gerät eine Verbindung: verfolge die Anfrage, und die Zeit ihrer Einträge ist hier zu sehen.</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock_lanes.py" />
            <source>Connections on the clock</source>
            <translation>Verbindungen an der Uhr</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock_lanes.py" />
            <source>{entry} on {device}: made at {made}, removed at {until}</source>
            <translation>{entry} auf {device}: angelegt bei {made}, entfernt bei {until}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock_lanes.py" />
            <source>{entry} on {device}: made at {made}, last used at {used}, its time is up at {until}</source>
            <translation>{entry} auf {device}: angelegt bei {made}, zuletzt benutzt bei {used}, seine Zeit ist um bei {until}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock_lanes.py" />
            <source>now, {time}</source>
            <translation>jetzt, {time}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock_lanes.py" />
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/clock_lanes.py" />
            <source>removed</source>
            <translation>entfernt</translation>
        </message>
        <message>
            <location filename="../../ui/transport/lanes.py" />
            <source>Step {stop} of {count}: {words}</source>
            <translation>Schritt {stop} von {count}: {words}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/next_packet.py" />
            <source>Next packet</source>
            <translation>Nächstes Paket</translation>
        </message>
        <message>
            <location filename="../../ui/transport/next_packet.py" />
            <source>Send the next packet</source>
            <translation>Das nächste Paket senden</translation>
        </message>
        <message>
            <location filename="../../ui/transport/next_packet.py" />
            <source>Send another packet in the world that this one leaves behind: entries, affinity, time</source>
            <translation>Ein weiteres Paket in der Welt senden, die dieses hinterlässt: Einträge, Affinität, Zeit</translation>
        </message>
        <message>
            <location filename="../../ui/transport/next_packet.py" />
            <source>&amp;Again, by a New Connection</source>
            <translation>&amp;Noch einmal, über eine neue Verbindung</translation>
        </message>
        <message>
            <location filename="../../ui/transport/next_packet.py" />
            <source>The &amp;Connection's Next Packet</source>
            <translation>Nächstes Paket der &amp;Verbindung</translation>
        </message>
        <message>
            <location filename="../../ui/transport/next_packet.py" />
            <source>The &amp;Server's Next Packet</source>
            <translation>Nächstes Paket des &amp;Servers</translation>
        </message>
        <message>
            <location filename="../../ui/transport/packets.py" />
            <source>Choose which of the requests is walked (Ctrl+. and Ctrl+,)</source>
            <translation>Wähle, welche der Anfragen verfolgt wird (Strg+. und Strg+,)</translation>
        </message>
        <message>
            <location filename="../../ui/transport/packets.py" />
            <source>alone</source>
            <translation>allein</translation>
        </message>
        <message>
            <location filename="../../ui/transport/packets.py" />
            <source>all packets</source>
            <translation>alle Pakete</translation>
        </message>
        <message>
            <location filename="../../ui/transport/packets.py" />
            <source>packet {number} of {count}</source>
            <translation>Paket {number} von {count}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/packets.py" />
            <source>Only my packet</source>
            <translation>Nur mein Paket</translation>
        </message>
        <message>
            <location filename="../../ui/transport/painting.py" />
            <source>Send a request, and its whole walk appears here.</source>
            <translation>Sende eine Anfrage, und ihr ganzer Weg erscheint hier.</translation>
        </message>
        <message>
            <location filename="../../ui/transport/paths.py" />
            <source>Choose which path the packet takes, or let it be drawn</source>
            <translation>Wähle, welchen Pfad das Paket nimmt, oder lass ihn auslosen</translation>
        </message>
        <message>
            <location filename="../../ui/transport/paths.py" />
            <source>no path</source>
            <translation>kein Pfad</translation>
        </message>
        <message>
            <location filename="../../ui/transport/paths.py" />
            <source>path {number} of {count} · probability {chance}</source>
            <translation>Pfad {number} von {count} · Wahrscheinlichkeit {chance}</translation>
        </message>
        <message>
            <location filename="../../ui/transport/paths.py" />
            <source>Draw one by its probability</source>
            <translation>Einen nach seiner Wahrscheinlichkeit auslosen</translation>
        </message>
        <message>
            <location filename="../../ui/transport/scale.py" />
            <source>Scale of the lanes</source>
            <translation>Maßstab der Spuren</translation>
        </message>
        <message>
            <location filename="../../ui/transport/scale.py" />
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <location filename="../../ui/transport/scale.py" />
            <source>Clock</source>
            <translation>Uhr</translation>
        </message>
        <message>
            <location filename="../../ui/transport/until.py" />
            <source>Run Until</source>
            <translation>Laufen bis</translation>
        </message>
        <message>
            <location filename="../../ui/transport/until.py" />
            <source>Nothing lies ahead: this is the end</source>
            <translation>Nichts liegt voraus: dies ist das Ende</translation>
        </message>
    </context>
</TS>
