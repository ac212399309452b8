using System.Globalization;
using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>A file of a message.</summary>
/// <param name="Path">Its address on the server, without the host.</param>
internal sealed record Attachment(string Name, long Size, string Path)
{
    public static Attachment Parse(JsonElement file) =>
        new(file.Text("name") ?? "", file.Number("size") ?? 0, file.Text("url") ?? "");

    /// <summary>Name, size and link, safe to print.</summary>
    public string Describe(string server) => $"{SafeText.Line(Name)} ({Bytes(Size)}) {SafeText.Line(server + Path)}";

    private static string Bytes(long size) =>
        size < 1024 ? string.Create(CultureInfo.InvariantCulture, $"{size} B")
        : size < 1024 * 1024 ? string.Create(CultureInfo.InvariantCulture, $"{size / 1024.0:0.#} KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{size / 1048576.0:0.#} MiB");
}
