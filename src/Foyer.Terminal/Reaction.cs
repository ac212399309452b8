using System.Text.Json;

namespace Foyer.Terminal;

/// <param name="Users">The ids of the users with this reaction.</param>
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
