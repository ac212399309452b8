using System.Globalization;

namespace Foyer.Terminal;

/// <summary>Commands on the messages of the room on the screen, and files for it. Each returns the client id.</summary>
internal sealed class MessageCommands(ChatSession chat, Func<string?> takeSubject)
{
    public Task<string> RunAsync(Room room, string word, string rest)
    {
        if (word == "/upload")
            return UploadAsync(room, rest);
        var hasNumber = TryNumber(rest, out var number, out var words);
        var entry =
            hasNumber ? room.Back(number)
            : word is "/edit" or "/delete" ? room.LastOf(chat.Me)
            : null;
        words = hasNumber ? words : rest;
        return (word, entry) switch
        {
            ("/delete", _) when words.Length > 0 => Refuse("Usage: /delete [N]"),
            ("/edit", _) when words.Length == 0 => Refuse("Usage: /edit [N] TEXT"),
            ("/reply" or "/react", _) when !hasNumber || words.Length == 0 => Refuse(
                word == "/reply" ? "Usage: /reply N TEXT" : "Usage: /react N EMOJI"
            ),
            (_, null) => Refuse(
                hasNumber ? $"There is no message {number} here. PgUp loads older ones." : "You have no message here."
            ),
            ("/edit", { } mine) => chat.Sender.EditAsync(room, mine, words),
            ("/delete", { } chosen) => chat.Sender.DeleteAsync(chosen),
            ("/reply", { } quoted) => chat.Sender.SendTextAsync(
                room,
                words.StartsWith('/') ? "/" + words : words,
                takeSubject(),
                quoted
            ),
            (_, { } liked) => ReactAsync(liked, words),
        };
    }

    private Task<string> Refuse(string why) => Task.FromResult(chat.Sender.Refuse(why));

    private static bool TryNumber(string rest, out long number, out string words)
    {
        var space = rest.IndexOf(' ');
        var first = space < 0 ? rest : rest[..space];
        words = space < 0 ? "" : rest[(space + 1)..].Trim();
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private Task<string> ReactAsync(RoomEntry entry, string emoji) =>
        chat.Sender.AskAsync(
            entry.HasReaction(chat.Me, emoji) ? "unreact" : "react",
            new() { ["message"] = entry.Id, ["emoji"] = emoji }
        );

    private async Task<string> UploadAsync(Room room, string path)
    {
        path = path.Trim('"');
        if (path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        if (path.Length == 0)
            return chat.Sender.Refuse("Usage: /upload PATH");
        if (!File.Exists(path))
            return chat.Sender.Refuse($"There is no file {SafeText.Line(path)}.");
        return await new Upload(chat, room, path).RunAsync();
    }
}
