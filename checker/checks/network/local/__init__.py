"""The PC's own side: adapters, Wi-Fi, system settings, and the first hop to the router."""
