using System.Text.Json.Serialization;

namespace Foyer.Protocol;

/// <summary>One error of a request, in the same form at every gateway.</summary>
/// <param name="Code">A stable word such as <c>required</c> or <c>not_found</c>.</param>
/// <param name="Detail">A sentence for users.</param>
/// <param name="Attr">The name of the field, or null.</param>
[JsonDerivedType(typeof(ExclusionError))]
public record Error(string Code, string Detail, string? Attr = null);

/// <summary>The error for a user who is excluded: <c>kicked</c> or <c>banned</c>.</summary>
/// <param name="Until">When it ends, as an instant; null when it does not end by itself.</param>
/// <param name="Reason">As the moderator gave it, or null.</param>
public sealed record ExclusionError(string Code, string Detail, string? Until, string? Reason) : Error(Code, Detail);
