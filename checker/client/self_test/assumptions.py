"""The list: everything that the code assumes of Windows, macOS and Linux, each assumption once."""

from checker.client.self_test.assumption import Assumption
from checker.client.self_test.topics.certificates import CERTIFICATE_ASSUMPTIONS
from checker.client.self_test.topics.clocks import CLOCK_ASSUMPTIONS
from checker.client.self_test.topics.echo import ECHO_ASSUMPTIONS
from checker.client.self_test.topics.files import FILE_ASSUMPTIONS
from checker.client.self_test.topics.life_on_the_pc import LIFE_ASSUMPTIONS
from checker.client.self_test.topics.local_network import LOCAL_NETWORK_ASSUMPTIONS
from checker.client.self_test.topics.names import NAME_ASSUMPTIONS
from checker.client.self_test.topics.network import NETWORK_ASSUMPTIONS
from checker.client.self_test.topics.origin import ORIGIN_ASSUMPTIONS
from checker.client.self_test.topics.privacy_switches import DEVICE_ASSUMPTIONS
from checker.client.self_test.topics.proxy_script import PROXY_SCRIPT_ASSUMPTIONS
from checker.client.self_test.topics.system import SYSTEM_ASSUMPTIONS
from checker.client.self_test.topics.system_profiler import SYSTEM_PROFILER_ASSUMPTIONS
from checker.client.self_test.topics.tcp import TCP_ASSUMPTIONS
from checker.client.self_test.topics.terminal import TERMINAL_ASSUMPTIONS
from checker.client.self_test.topics.udp import UDP_ASSUMPTIONS

ASSUMPTIONS: tuple[Assumption, ...] = (
    *CLOCK_ASSUMPTIONS,
    *TCP_ASSUMPTIONS,
    *UDP_ASSUMPTIONS,
    *NAME_ASSUMPTIONS,
    *CERTIFICATE_ASSUMPTIONS,
    *ECHO_ASSUMPTIONS,
    *NETWORK_ASSUMPTIONS,
    *LOCAL_NETWORK_ASSUMPTIONS,
    *PROXY_SCRIPT_ASSUMPTIONS,
    *FILE_ASSUMPTIONS,
    *LIFE_ASSUMPTIONS,
    *TERMINAL_ASSUMPTIONS,
    *SYSTEM_ASSUMPTIONS,
    *ORIGIN_ASSUMPTIONS,
    *DEVICE_ASSUMPTIONS,
    *SYSTEM_PROFILER_ASSUMPTIONS,
)
