namespace Foyer.Terminal;

/// <param name="Name">As the request has it.</param>
/// <param name="Question">As people are asked.</param>
/// <param name="IsSecret">Not shown while it is typed, and not kept.</param>
internal sealed record FormField(string Name, string Question, bool IsSecret = false);
