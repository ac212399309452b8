using System.Text.Json.Serialization;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>A personal access token as shown to its owner.</summary>
public sealed record AccessToken(
    long Id,
    string Name,
    IReadOnlyList<string> Scopes,
    string CreatedAt,
    string? ExpiresAt,
    string UsedAt
)
{
    /// <summary>The token itself, only in the response that creates it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    internal static AccessToken From(AccessTokenRow row) =>
        new(
            row.Id,
            row.Name,
            row.Scopes.Split(' '),
            Instants.ToText(row.CreatedAt),
            row.ExpiresAt is { } until ? Instants.ToText(until) : null,
            Instants.ToText(row.UsedAt)
        );
}
