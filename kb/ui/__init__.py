"""The app: pages over a base, in a browser on this machine."""
