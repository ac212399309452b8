namespace Foyer.Protocol;

/// <summary>
/// Why a verb did nothing: a value, never an exception. Every door writes it as the error object of contract section 5.
/// </summary>
/// <param name="Status">The HTTP status that says the same, 400–599.</param>
/// <param name="Errors">At least one; several for several wrong fields (S001-24).</param>
/// <param name="RetryAfter">Seconds until another try makes sense, for <c>throttled</c> and <c>kicked</c>.</param>
public sealed record Refusal(int Status, IReadOnlyList<Error> Errors, int? RetryAfter = null)
{
    /// <summary>401 for missing or ended credentials (S001-25).</summary>
    public static readonly Refusal NotAuthenticated = Of(
        401,
        "not_authenticated",
        "Authentication credentials were not provided."
    );

    /// <summary>404, also for whatever one may not see.</summary>
    public static readonly Refusal NotFound = Of(404, "not_found", "Not found.");

    /// <summary>403 for a right one lacks.</summary>
    public static readonly Refusal PermissionDenied = Of(
        403,
        "permission_denied",
        "You do not have permission to perform this action."
    );

    /// <summary>403 for acting in a room one has not joined.</summary>
    public static readonly Refusal NotAMember = Of(403, "not_a_member", "Join the room first.");

    /// <summary>409 for changing anything in a room that is only to be read any more.</summary>
    public static readonly Refusal Archived = Conflict("archived", "The room is archived.");

    /// <summary>409 for acting on a message that is a tombstone.</summary>
    public static readonly Refusal MessageDeleted = Conflict("message_deleted", "The message was deleted.");

    /// <summary>400 for what is no JSON, or nested too deep.</summary>
    public static readonly Refusal ParseError = Of(400, "parse_error", "The JSON could not be read.");

    /// <summary>500; the cause is in the log, never here (S000-13).</summary>
    public static readonly Refusal Fault = Of(500, "error", "A server error occurred.");

    /// <summary>503: the database takes no writes just now; nothing was stored.</summary>
    public static readonly Refusal Unavailable = Of(
        503,
        "unavailable",
        "The server cannot store anything at the moment. Nothing was saved; please try again."
    );

    /// <summary><c>validation_error</c>, <c>client_error</c> or <c>server_error</c>.</summary>
    public string Type =>
        Status switch
        {
            400 => "validation_error",
            < 500 => "client_error",
            _ => "server_error",
        };

    /// <summary>The first error's code, which names the refusal where there is only one.</summary>
    public string Code => Errors[0].Code;

    /// <summary>A refusal with a single error.</summary>
    public static Refusal Of(int status, string code, string detail, string? attr = null) =>
        new(status, [new Error(code, detail, attr)]);

    /// <summary>400 for one wrong field.</summary>
    public static Refusal Invalid(string attr, string detail, string code = "invalid") => Of(400, code, detail, attr);

    /// <summary>409 with a code of its own.</summary>
    public static Refusal Conflict(string code, string detail) => Of(409, code, detail);

    /// <summary>429; nothing was stored.</summary>
    /// <param name="seconds">Until the budget allows another try, at least 1.</param>
    public static Refusal Throttled(int seconds) =>
        new(429, [new Error("throttled", $"Too fast. Try again in {Math.Max(1, seconds)} s.")], Math.Max(1, seconds));
}
