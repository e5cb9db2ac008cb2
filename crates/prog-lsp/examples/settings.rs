//! Prints the server's settings for the manifest of the VS Code extension (`editors/vscode/server-settings.json`).

fn main() {
    println!("{:#}", prog_lsp::settings::for_manifest());
}
