"""Wi-Fi: signal, band and rate of an adapter's link to its access point, by the means of each system."""
