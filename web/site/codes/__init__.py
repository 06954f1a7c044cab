from pathlib import Path
def write(source: Path) -> None:
    (source/"codes").mkdir()
    (source/"codes/index.md").write_text("# Codes\n")
