using System.Text.Json.Serialization;

namespace Foyer.Protocol;

/// <summary>One wrong thing, as every door of Foyer tells it (contract section 5, S001-23).</summary>
/// <param name="Code">A stable word such as <c>required</c> or <c>not_found</c>.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="Attr">The field concerned, or null.</param>
[JsonDerivedType(typeof(ExclusionError))]
public record Error(string Code, string Detail, string? Attr = null);
