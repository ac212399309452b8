using System.Text.RegularExpressions;

namespace Foyer.Server.Tests.Chat.Unread;

/// <summary>All messages in a list and a marker a person: nothing is clever, so nothing is wrong.</summary>
internal sealed partial class UnreadModel(IReadOnlyList<string> people)
{
    private readonly List<Said> all = [];
    private readonly HashSet<(string Name, long Message)> told = [];
    private readonly Dictionary<string, string> levels = people.ToDictionary(name => name, _ => "all");
    private readonly Dictionary<string, long> markers = people.ToDictionary(name => name, _ => 0L);

    private sealed class Said
    {
        public long Id { get; init; }
        public string Author { get; init; } = "";
        public string Text { get; set; } = "";
        public bool Deleted { get; set; }
    }

    public bool Any => all.Count > 0;

    public List<long> Own(string name) =>
        [.. all.Where(said => said.Author == name && !said.Deleted).Select(said => said.Id)];

    public long Pick(Random random) => all[random.Next(all.Count)].Id;

    public void Post(long id, string author, string text)
    {
        all.Add(
            new Said
            {
                Id = id,
                Author = author,
                Text = text,
            }
        );
        Tell(id, author, "", text);
    }

    public void Edit(long id, string text)
    {
        var said = all.Find(said => said.Id == id)!;
        Tell(id, said.Author, said.Text, text);
        said.Text = text;
    }

    public string Level(string name) => levels[name];

    public void Want(string name, string level) => levels[name] = level;

    /// <summary>How many of the messages that notified the person are listed: what is unread, only while it names them.</summary>
    public int Told(string name) =>
        told.Count(one =>
            one.Name == name
            && all.Find(said => said.Id == one.Message) is { } said
            && (said.Id <= markers[name] || (!said.Deleted && Names(said.Text, name)))
        );

    public void Delete(long id) => all.Find(said => said.Id == id)!.Deleted = true;

    public void Mark(string name, long message, bool unread) =>
        markers[name] = unread ? message - 1 : Math.Max(markers[name], message);

    public (long Unread, long Mentions) Of(string name)
    {
        var unread = all.FindAll(said => said.Id > markers[name] && said.Author != name && !said.Deleted);
        return (unread.Count, unread.Count(said => Names(said.Text, name)));
    }

    // A person mentioned only now is notified only now, as far as the level allows; never twice of one message.
    private void Tell(long id, string author, string before, string text)
    {
        if (!NamesAll(before))
            told.UnionWith(
                people
                    .Where(name => name != author && levels[name] != "nothing" && Names(text, name))
                    .Where(name => NamesAll(text) || !Names(before, name))
                    .Select(name => (name, id))
            );
    }

    private static bool NamesAll(string text) =>
        Mention().Matches(text).Any(match => match.Groups[1].Value is "all" or "here");

    private static bool Names(string text, string name) =>
        Mention().Matches(text).Any(match => match.Groups[1].Value is "all" or "here" || match.Groups[1].Value == name);

    [GeneratedRegex(@"(?<!\w)@(\w+)")]
    private static partial Regex Mention();
}
