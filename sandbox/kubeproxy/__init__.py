"""kube-proxy: one `generate(config, services, …, node) -> Ruleset` for each proxy mode, and what they share.

May know Kubernetes values and rules; knows no packets, hosts or scenarios.
"""
