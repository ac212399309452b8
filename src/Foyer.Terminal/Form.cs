using System.Globalization;

namespace Foyer.Terminal;

/// <summary>
/// A request whose fields are asked for one after the other; fields that the server refuses are asked for again.
/// </summary>
/// <param name="Request">Its name; "" when <see cref="Then"/> handles the answers.</param>
/// <param name="Title">The title of the form; null for a single question.</param>
/// <param name="Fields">The fields in the order in which they are asked for.</param>
internal sealed record Form(string Request, string? Title, IReadOnlyList<FormField> Fields)
{
    public const string DeleteAccountRequest = "delete_account";
    private const string None = "-";

    private readonly Queue<FormField> open = new(Fields);

    public static Form DeleteAccount() =>
        new(
            DeleteAccountRequest,
            "Delete account",
            [
                new("messages", "Your messages: keep or remove", Check: OneOf("keep", "remove")),
                new("password", "Your password", IsSecret: true),
            ]
        );

    /// <summary>Asks for a choice among several names.</summary>
    /// <param name="then">Called with the index of the name; returns the client id of the request that it sends.</param>
    public static Form Choice(IReadOnlyList<string> names, Func<int, Task<string>> then)
    {
        var numbers = Enumerable.Range(1, names.Count).Select(number => $"{number}").ToArray();
        var question = string.Join(", ", names.Select((name, index) => $"{numbers[index]} {name}"));
        return new("", null, [new("name", $"Which user? {question}", Check: OneOf(numbers))])
        {
            Then = async answers => await then(Array.IndexOf(numbers, answers["name"])),
        };
    }

    public static Form NewEvent() =>
        new(
            "create_event",
            "New event",
            [
                new("title", "Title"),
                new("description", "What it is about"),
                new("date", "Date, as 2026-12-24", Check: IsDate),
                new("time", "Time, as 19:00; - for all day", IsOptional: true, Check: IsTime),
                new("duration_minutes", "Minutes; - for three hours", IsOptional: true, Check: IsNumber),
                new("location", "Where; - for nowhere", IsOptional: true),
                new("maximum_attendees", "Places; - for any number", IsOptional: true, Check: IsNumber),
                new("price", "Price, as 12.50; - for free", IsOptional: true, Check: IsPrice),
                new("visibility", "public or invite-only", Check: OneOf("public", "invite-only")),
            ]
        );

    public Dictionary<string, object?> Answers { get; } = [];

    /// <summary>Handles the answers instead of the server; returns the client id of the request that it sends, or null.</summary>
    public Func<Dictionary<string, object?>, Task<string?>>? Then { get; private init; }

    /// <summary>The field that is asked for now; null when all are known.</summary>
    public FormField? Current => open.TryPeek(out var next) ? next : null;

    /// <summary>Why the last answer was not accepted, or null.</summary>
    public string? Error { get; private set; }

    public string Prompt =>
        Current is not { } asked ? ""
        : Title is null ? $"{asked.Question}: "
        : $"{Title} {Position}/{Fields.Count} · {asked.Question}: ";

    /// <summary>Returns the question for a field of the request.</summary>
    public string QuestionOf(string name) =>
        Fields.FirstOrDefault(field => field.Name == name)?.Question ?? SafeText.Line(name);

    /// <summary>
    /// Accepts an answer when it can be valid; else sets <see cref="Error"/>, and the same question is asked again.
    /// </summary>
    public void Answer(string text)
    {
        var field = open.Peek();
        var isNone = text.Length == 0 || (text == None && field is { IsSecret: false });
        Error =
            isNone && !field.IsOptional ? "This cannot be left out."
            : isNone ? null
            : field.Check?.Invoke(text);
        if (Error is not null)
            return;
        open.Dequeue();
        if (isNone)
            Answers.Remove(field.Name);
        else
            Answers[field.Name] = text;
    }

    /// <summary>Asks again for the fields with errors; returns false when none of the form's fields has one.</summary>
    public bool AskAgain(IReadOnlyDictionary<string, string> errors)
    {
        foreach (var field in Fields.Where(field => errors.ContainsKey(field.Name)))
            open.Enqueue(field);
        Error = Current is { } wrong ? errors[wrong.Name] : null;
        return Current is not null;
    }

    private int Position => Fields.ToList().IndexOf(Current!) + 1;

    private static Func<string, string?> OneOf(params string[] words) =>
        text => words.Contains(text) ? null : $"Answer {string.Join(" or ", words)}.";

    private static string? IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : "Write the date as 2026-12-24.";

    private static string? IsTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : "Write the time as 19:00.";

    private static string? IsNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? null
            : "Write a whole number.";

    private static string? IsPrice(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? null
            : "Write the price as 12.50.";
}

/// <param name="Name">The name in the request.</param>
/// <param name="Question">The question shown to the user.</param>
/// <param name="IsSecret">Not shown while it is typed, and not stored.</param>
/// <param name="IsOptional">An empty answer, or a dash, leaves it out.</param>
/// <param name="Check">Returns why an answer is invalid, or null. The server checks again.</param>
internal sealed record FormField(
    string Name,
    string Question,
    bool IsSecret = false,
    bool IsOptional = false,
    Func<string, string?>? Check = null
);
