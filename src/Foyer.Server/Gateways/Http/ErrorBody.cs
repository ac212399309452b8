using Foyer.Protocol;

namespace Foyer.Server.Gateways.Http;

/// <summary>The body of every answer with a status of 400 and above (contract section 5).</summary>
public sealed record ErrorBody(string Type, IReadOnlyList<Error> Errors)
{
    public static ErrorBody Of(Refusal refusal) => new(refusal.Type, refusal.Errors);
}
