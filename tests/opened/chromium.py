"""Drives headless Chromium over its debugging socket: clicks, questions, pictures, and what it complained of."""

import base64
import itertools
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import websocket

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """One page of a headless Chromium."""

    def __init__(self) -> None:
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--remote-debugging-port=0"]
        self.process = subprocess.Popen(
            [PROGRAM, *flags, f"--user-data-dir={self.profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = Path(self.profile.name, "DevToolsActivePort")
        until = time.monotonic() + 60
        while not port.exists() or len(port.read_text().split("\n")) < 2:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("Chromium does not start")
            time.sleep(0.05)
        number, path = port.read_text().split("\n")[:2]
        self.socket = websocket.create_connection(f"ws://127.0.0.1:{number}{path}", timeout=300, suppress_origin=True)
        self.numbers = itertools.count(1)
        self.session = None
        self.events = []
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.tell(f"{domain}.enable")

    def tell(self, method, **parameters):
        """Sends a command and waits for its answer; events that come meanwhile are kept."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, page: Path, width=1366, height=768, dark=False) -> None:
        """Opens a file in a window of this size."""
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.tell("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.events.clear()
        self.tell("Page.navigate", url=page.as_uri())
        while not any(e["method"] == "Page.loadEventFired" for e in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def ask(self, script: str):
        """The value of a JavaScript expression."""
        answer = self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description"))
        return answer["result"].get("value")

    def complaints(self) -> list[str]:
        """Everything said on the console, and every request but the page's own."""
        self.ask("new Promise(done => setTimeout(done, 50))")
        said = []
        for event in self.events:
            method, of = event["method"], event.get("params", {})
            if method == "Runtime.exceptionThrown":
                said.append(str(of["exceptionDetails"]))
            elif method == "Runtime.consoleAPICalled":
                said.append(f"console.{of['type']}")
            elif method == "Log.entryAdded":
                said.append(of["entry"]["text"])
            elif method == "Network.requestWillBeSent" and of.get("type") != "Document":
                said.append(of["request"]["url"])
        return said

    def picture(self, file: Path, whole=True) -> None:
        """A screenshot of the window, or of the whole page."""
        file.write_bytes(base64.b64decode(self.tell("Page.captureScreenshot", captureBeyondViewport=whole)["data"]))

    def print(self, file: Path) -> int:
        """Prints to PDF on A4 and gives the size in bytes."""
        data = base64.b64decode(self.tell("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"])
        file.write_bytes(data)
        return len(data)

    def close(self) -> None:
        """Ends the browser."""
        try:
            self.session = None
            self.tell("Browser.close")
        except (OSError, RuntimeError, websocket.WebSocketException):
            self.process.kill()
        self.process.wait(30)
        self.profile.cleanup()
