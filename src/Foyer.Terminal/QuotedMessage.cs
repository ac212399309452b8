using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>The message to which another one replies.</summary>
internal sealed record QuotedMessage(string Sender, string Text)
{
    public static QuotedMessage? Parse(JsonElement quoted) =>
        quoted.ValueKind == JsonValueKind.Object
            ? new QuotedMessage(quoted.Text("user_name") ?? "", quoted.Text("text") ?? "")
            : null;

    /// <summary>Returns one line that is safe to print.</summary>
    public string Describe() => $"{SafeText.Line(Sender)}: {SafeText.Line(Text)}";
}
