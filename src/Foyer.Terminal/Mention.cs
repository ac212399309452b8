using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>A mention within a message, as the server found it.</summary>
/// <param name="User">0 for @all and @here.</param>
/// <param name="From">The position in UTF-16 code units of the text, like <paramref name="Length"/>.</param>
internal readonly record struct Mention(long User, int From, int Length)
{
    public bool Names(long user) => User == 0 || User == user;

    public static IReadOnlyList<Mention> Parse(JsonElement message) =>
        [
            .. message
                .Items("mentions")
                .Select(one => new Mention(
                    one.Number("user") ?? -1,
                    (int)(one.Number("from") ?? 0),
                    (int)(one.Number("length") ?? 0)
                ))
                .Where(one => one is { From: >= 0, Length: > 0 }),
        ];
}
