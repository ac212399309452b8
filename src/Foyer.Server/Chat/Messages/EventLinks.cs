using System.Text.RegularExpressions;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Finds the links to events of this house in what people write.</summary>
public sealed partial class EventLinks(FoyerSettings settings, IMessageCard card)
{
    private const int Most = 10;

    /// <summary>Returns the id of the event that a message with this text shows, or null.</summary>
    /// <param name="user">The author, who must be allowed to see the event: a link must not reveal that it exists.</param>
    /// <param name="shown">The event that the message shows already; it stays while the text links to it.</param>
    public string? FindShown(Queries db, string text, long user, string? shown = null) =>
        FindIn(text) is not { Count: > 0 } ids ? null
        : shown is not null && ids.Contains(shown) ? shown
        : card.FirstVisible(db, ids, user);

    /// <summary>The ids that are linked to, in the order of the text; whether there is such an event is another question.</summary>
    public IReadOnlyList<string> FindIn(string text) =>
        text.Contains("/event", StringComparison.OrdinalIgnoreCase)
            ?
            [
                .. Link()
                    .Matches(text)
                    .Where(link => IsOurs(link.Groups["house"].Value))
                    .Select(link => link.Groups["id"].Value.ToLowerInvariant())
                    .Distinct(StringComparer.Ordinal)
                    .Take(Most),
            ]
            : [];

    // On one's own machine the house has many names, and what a browser shows is not always the one it was told.
    private bool IsOurs(string house) =>
        Same(house, settings.PublicUrl)
        || Array.Exists(settings.Http.AllowedOrigins, allowed => Same(house, allowed))
        || (IsLoopback(house) && IsLoopback(settings.PublicUrl));

    // People write an address as they like; the settings have it in one spelling.
    private static bool Same(string house, string? own) =>
        own is not null && (house.Equals(own, StringComparison.OrdinalIgnoreCase) || WebAddress.Origin(house) == own);

    private static bool IsLoopback(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    [GeneratedRegex(
        """(?<house>https?://[^\s/?#<>"'`]+)/(?:event-detail\?(?:[^\s#<>"'`]*&)?id=|events/)(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Link();
}
