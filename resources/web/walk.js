"use strict";
(() => {
  const TRAVEL = 700; // milliseconds on the first half of a wire
  const LEAST = 1800, EACH_LETTER = 28, MOST = 9000; // milliseconds that a step stays while playing
  const stills = Array.from(document.querySelectorAll(".still"));
  const controls = document.querySelector(".controls");
  const slider = controls.querySelector("input");
  const playButton = controls.querySelector("[data-go=play]");
  const said = document.getElementById("said");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let current = -1, timer = 0, frame = 0;

  function show(wanted) {
    const index = Math.max(0, Math.min(wanted, stills.length - 1));
    if (index === current) return;
    const forward = index === current + 1;
    current = index;
    stills.forEach((each, number) => each.classList.toggle("current", number === index));
    const still = stills[index];
    const title = still.querySelector("h3").textContent, count = `Step ${index + 1} of ${stills.length}`;
    slider.value = index + 1;
    slider.setAttribute("aria-valuetext", `${count}: ${title}`);
    controls.querySelector(".where").textContent = count;
    controls.querySelector(".next").textContent = still.dataset.next || "";
    said.textContent = `${count}. ${title}. ${still.querySelector("figcaption").textContent}`;
    for (const name of ["first", "back"]) disable(name, index === 0);
    for (const name of ["forward", "last"]) disable(name, index === stills.length - 1);
    lookAtPacket(still);
    travel(still, forward);
  }

  function disable(name, is) {
    controls.querySelector(`[data-go=${name}]`).setAttribute("aria-disabled", is);
  }

  // On a narrow screen the picture is wider than its frame.
  function lookAtPacket(still) {
    const frameBox = still.querySelector(".picture"), packet = still.querySelector(".token circle");
    if (!packet || frameBox.scrollWidth <= frameBox.clientWidth) return;
    const at = packet.getBoundingClientRect(), seen = frameBox.getBoundingClientRect();
    frameBox.scrollLeft += at.left + at.width / 2 - seen.left - seen.width / 2;
  }

  function travel(still, forward) {
    cancelAnimationFrame(frame);
    const wire = still.querySelector(".wire"), packet = still.querySelector(".token");
    if (!wire || !packet) return;
    packet.removeAttribute("transform");
    if (!forward || calm.matches) return;
    const half = wire.getTotalLength() / 2, end = wire.getPointAtLength(half), start = performance.now();
    const move = (now) => {
      const part = Math.min(Math.max((now - start) / TRAVEL, 0), 1);
      const eased = part * (2 - part), at = wire.getPointAtLength(half * eased);
      packet.setAttribute("transform", `translate(${at.x - end.x} ${at.y - end.y})`);
      if (part < 1) frame = requestAnimationFrame(move);
    };
    move(start);
  }

  function pause() {
    clearTimeout(timer);
    timer = 0;
    playButton.textContent = "Play";
  }

  function wait() {
    const letters = stills[current].querySelector("figcaption").textContent.length;
    timer = setTimeout(advance, Math.min(LEAST + EACH_LETTER * letters, MOST));
  }

  function advance() {
    show(current + 1);
    if (current === stills.length - 1) pause();
    else wait();
  }

  function toggle() {
    if (timer) return pause();
    playButton.textContent = "Pause";
    if (current === stills.length - 1) show(0);
    wait();
  }

  const go = {
    first: () => show(0),
    back: () => show(current - 1),
    forward: () => show(current + 1),
    last: () => show(stills.length - 1),
    play: toggle,
  };
  const keys = { ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "last", " ": "play" };

  function act(name) {
    if (name !== "play") pause();
    go[name]();
  }

  document.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target === slider && event.key !== " ") return; // moves by itself
    if (event.target.closest("button, summary") && event.key === " ") return; // presses it
    event.preventDefault();
    act(keys[event.key]);
  });
  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) act(button.dataset.go);
  });
  slider.addEventListener("input", () => {
    pause();
    show(slider.value - 1);
  });

  function fromAddress() {
    const wanted = stills.findIndex((each) => `#${each.id}` === location.hash);
    if (wanted >= 0) show(wanted);
  }

  addEventListener("hashchange", fromAddress);
  document.documentElement.classList.add("live");
  controls.hidden = false;
  document.querySelector(".keys").hidden = false;
  show(0);
  fromAddress();
})();
