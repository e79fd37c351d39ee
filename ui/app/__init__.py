"""The application: `main`, the window, its actions and preferences. The only layer that knows all others."""
