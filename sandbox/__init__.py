"""The engine: Kubernetes Service networking as pure values and functions, without Qt."""
