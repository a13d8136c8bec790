"""Stands in for NetworkManager on a private bus: only its property Metered. Run by a Python that has dbus and gi."""

import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME, PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"


class Manager(dbus.service.Object):
    @dbus.service.method("org.freedesktop.DBus.Properties", in_signature="ss", out_signature="v")
    def Get(self, interface, name):  # noqa: N802 - D-Bus' name
        assert (interface, name) == (NAME, "Metered")
        return dbus.UInt32(int(sys.argv[1]), variant_level=1)


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SystemBus()
name = dbus.service.BusName(NAME, bus)
manager = Manager(bus, PATH)
print("ready", flush=True)
GLib.MainLoop().run()
