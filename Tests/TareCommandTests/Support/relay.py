"""A relay before a registry on loopback, that notes what comes and spoils what it is told to.

usage: relay.py UPSTREAM-PORT FAULTS     the faults as JSON, as proxy.py has them

Prints its port. Each line on standard input is answered by one line: `faults JSON` by an empty object, `log` by what
came since the last answer. Ends with its standard input.
"""
import json, os, sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../TareNetworkTests/Registry/Support"))
from proxy import Proxy

proxy = Proxy(int(sys.argv[1]), json.loads(sys.argv[2]))
print(proxy.port, flush=True)
for line in sys.stdin:
    command, _, argument = line.strip().partition(" ")
    if command == "faults":
        proxy.set_faults(json.loads(argument))
        print("{}", flush=True)
    else:
        print(json.dumps([{k: e[k] for k in ("method", "path", "bodyBytes", "status")} for e in proxy.log()]), flush=True)
        with proxy.lock:
            proxy.entries.clear()
