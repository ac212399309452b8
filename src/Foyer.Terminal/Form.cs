namespace Foyer.Terminal;

/// <summary>A request whose fields are asked for one after the other; what the server finds wrong is asked for again.</summary>
/// <param name="Request">Its name.</param>
/// <param name="Fields">In the order in which they are asked for.</param>
/// <param name="Done">What is said when it was done.</param>
internal sealed record Form(string Request, IReadOnlyList<FormField> Fields, string Done)
{
    private readonly Queue<FormField> open = new(Fields);

    public static readonly FormField[] LeavingFields =
    [
        new("messages", "Your messages (keep or remove)"),
        new("password", "Your password, to delete the account for good", IsSecret: true),
    ];

    public Dictionary<string, object?> Answers { get; } = [];

    /// <summary>What is asked for now; null when all is known.</summary>
    public FormField? Current => open.TryPeek(out var next) ? next : null;

    public void Answer(string text) => Answers[open.Dequeue().Name] = text.Length == 0 ? null : text;

    /// <summary>False when none of its fields is to blame.</summary>
    public bool AskAgain(IReadOnlySet<string> wrong)
    {
        foreach (var field in Fields.Where(field => wrong.Contains(field.Name)))
            open.Enqueue(field);
        return Current is not null;
    }
}
