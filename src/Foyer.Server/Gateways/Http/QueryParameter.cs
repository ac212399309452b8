namespace Foyer.Server.Gateways.Http;

/// <summary>A query parameter of an endpoint.</summary>
/// <param name="Type">The JSON schema type of its value.</param>
/// <param name="Choices">The valid values; empty means any.</param>
internal sealed record QueryParameter(string Name, string Type, string Meaning, IReadOnlyList<string> Choices)
{
    /// <summary>How many entries a page of a list has.</summary>
    public static readonly QueryParameter Limit = Number("limit", "Entries per page, 1 to 200; 50 without it.");

    public bool IsRequired { get; init; }

    public static QueryParameter Text(string name, string meaning) => new(name, "string", meaning, []);

    public static QueryParameter Number(string name, string meaning) => new(name, "integer", meaning, []);

    public static QueryParameter Flag(string name, string meaning) => new(name, "boolean", meaning, []);

    public static QueryParameter Choice(string name, string meaning, params IReadOnlyList<string> choices) =>
        new(name, "string", meaning, choices);
}

/// <summary>All query parameters of an endpoint.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);
