"""The router's own answers by UPnP: looked for (SSDP), described (XML), asked (SOAP)."""
