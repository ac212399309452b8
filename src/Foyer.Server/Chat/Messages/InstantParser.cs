using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Instants as people and programs type them into fields.</summary>
internal static class InstantParser
{
    /// <summary>The instant, or the beginning of the date in UTC; null when it is neither, which is then refused.</summary>
    public static long? Parse(Fields fields, string name, string text)
    {
        if (Instants.TryRead(text, out var instant))
            return instant;
        fields.Refuse(name, "Enter a date (2026-03-14) or an instant (2026-03-14T18:00:00Z).");
        return null;
    }
}
