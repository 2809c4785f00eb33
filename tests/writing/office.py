"""LibreOffice as the colleague who opens a letter with tracked changes and accepts them all."""

from __future__ import annotations

import subprocess
from pathlib import Path

_MACRO = """
Sub AcceptAll(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = document.CurrentController.Frame
  dispatcher.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(target), filter())
  document.close(True)
  StarDesktop.terminate
End Sub
"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = {
    "script.xlb": f"""{_HEAD}<library:library xmlns:library="http://openoffice.org/2000/library"
 library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Changes"/>
</library:library>""",
    "Changes.xba": f"""{_HEAD}<script:module xmlns:script="http://openoffice.org/2000/script"
 script:name="Changes" script:language="StarBasic">{_MACRO.replace('"', "&quot;")}</script:module>""",
}


def accept_all(source: Path, target: Path, profile: Path) -> None:
    """Open the .docx `source`, accept all its tracked changes and save it as the .docx `target`."""
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    # The first start fills the profile, and would put an empty library over ours.
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    for name, content in _LIBRARY.items():
        (profile / "user" / "basic" / "Standard" / name).write_text(content, encoding="utf-8")
    macro = f"macro:///Standard.Changes.AcceptAll({source},{target})"
    subprocess.run([*command, macro], check=True, capture_output=True, timeout=180)
