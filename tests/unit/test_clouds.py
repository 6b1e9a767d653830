"""Folders that a service synchronises are known by their place, on each system."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from clouds import advice, service

SYNCHRONISED = {
    r"C:\Users\Zoé\OneDrive\Documents\site": "OneDrive",
    r"C:\Users\Zoé\OneDrive - Cabinet\site": "OneDrive",
    r"C:\Users\Zoé\Dropbox (Perso)\site": "Dropbox",
    r"C:\Users\Zoé\iCloudDrive\site": "iCloud",
    "/Users/zoe/Library/Mobile Documents/com~apple~CloudDocs/site": "iCloud",
    "/Users/zoe/Library/CloudStorage/OneDrive-Personal/site": "OneDrive",
    "/Users/zoe/Library/CloudStorage/GoogleDrive-zoe@a.example/Mon Drive/site": "Google Drive",
    "/home/zoe/Nextcloud/site": "Nextcloud",
}
PLAIN = (r"C:\site", r"C:\Users\Zoé\Documents\site", "/home/zoe/site", "/home/zoe/mes dropbox/site")


def path(text):
    """Return a path of Windows or of the other systems."""
    return PureWindowsPath(text) if ":" in text[:2] else PurePosixPath(text)


@pytest.mark.parametrize(("folder", "name"), SYNCHRONISED.items())
def test_synchronised_folder_is_known(folder, name):
    """And what to do is said, with the place."""
    assert service(path(folder), {}) == name
    assert folder in advice(path(folder), name)
    assert f"hors de {name}" in advice(path(folder), name)


@pytest.mark.parametrize("folder", PLAIN)
def test_other_folder_is_left_alone(folder):
    """Nothing is said of it."""
    assert service(path(folder), {}) == ""


@pytest.mark.parametrize(
    ("folder", "name"), [(r"D:\Nuage\site", "OneDrive"), (r"D:\Nuages\site", ""), (r"D:\site", "")]
)
def test_windows_says_where_onedrive_is(folder, name):
    """Its folder may have another name; one that only begins alike is none."""
    assert service(path(folder), {"OneDrive": r"D:\Nuage", "OneDriveCommercial": ""}) == name
