using System.Text.Json;

namespace Foyer.Terminal;

/// <param name="Users">The ids of those who reacted so.</param>
internal sealed record Reaction(string Emoji, IReadOnlyList<long> Users)
{
    public static IReadOnlyList<Reaction> Parse(JsonElement reactions) =>
        reactions.ValueKind == JsonValueKind.Object
            ?
            [
                .. reactions
                    .EnumerateObject()
                    .Select(one => new Reaction(
                        one.Name,
                        [.. one.Value.EnumerateArray().Select(user => user.TryGetInt64(out var id) ? id : 0)]
                    )),
            ]
            : [];
}
