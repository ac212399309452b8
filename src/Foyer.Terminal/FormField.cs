namespace Foyer.Terminal;

/// <param name="Name">As the request has it.</param>
/// <param name="Question">As people are asked.</param>
/// <param name="IsSecret">Not shown while it is typed, and not kept.</param>
/// <param name="IsOptional">Empty, or a dash, leaves it out.</param>
/// <param name="Check">Why an answer cannot be right, or null. The server checks again.</param>
internal sealed record FormField(
    string Name,
    string Question,
    bool IsSecret = false,
    bool IsOptional = false,
    Func<string, string?>? Check = null
);
