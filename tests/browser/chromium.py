"""`python -m tests.browser.chromium`: find a Chromium for the browser tests, or install one; print where it is.

Looks for a system browser first (Debian, macOS), then for playwright's own. When there is none it lets playwright fetch
its own, and where that cannot be had, asks Debian's package manager.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def find() -> str | None:
    """The path of a usable Chromium, or None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if MACOS.exists():
        return str(MACOS)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Get a Chromium: playwright's download, else Debian's package (as root, or with a password-less sudo)."""
    print("no Chromium found: installing one ...", file=sys.stderr)
    downloaded = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if downloaded.returncode == 0 or not shutil.which("apt-get"):
        return
    admin = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run([*admin, *command], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not find():
        install()
    found = find()
    if not found:
        sys.exit("No Chromium could be found or installed. Install chromium or Google Chrome, then run this again.")
    print(f"browser tests use {found}")
