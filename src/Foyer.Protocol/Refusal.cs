namespace Foyer.Protocol;

/// <summary>
/// The reason why an operation did nothing: a value, never an exception. Every gateway writes it as the error object.
/// </summary>
/// <param name="Status">The equivalent HTTP status, 400–599.</param>
/// <param name="Errors">At least one; several for several invalid fields.</param>
/// <param name="RetryAfter">Seconds until another attempt makes sense, for <c>throttled</c> and <c>kicked</c>.</param>
public sealed record Refusal(int Status, IReadOnlyList<Error> Errors, int? RetryAfter = null)
{
    /// <summary>401 for missing or expired credentials.</summary>
    public static readonly Refusal NotAuthenticated = Of(
        401,
        "not_authenticated",
        "Authentication credentials were not provided."
    );

    /// <summary>404, also for objects that the user may not see.</summary>
    public static readonly Refusal NotFound = Of(404, "not_found", "Not found.");

    /// <summary>403 for a missing right.</summary>
    public static readonly Refusal PermissionDenied = Of(
        403,
        "permission_denied",
        "You do not have permission to perform this action."
    );

    /// <summary>403 for an action in a room that the user has not joined.</summary>
    public static readonly Refusal NotAMember = Of(403, "not_a_member", "Join the room first.");

    /// <summary>409 for changing anything in a room that is only to be read any more.</summary>
    public static readonly Refusal Archived = Conflict("archived", "The room is archived.");

    /// <summary>409 for acting on a message that is a tombstone.</summary>
    public static readonly Refusal MessageDeleted = Conflict("message_deleted", "The message was deleted.");

    /// <summary>400 for invalid JSON, or JSON nested too deeply.</summary>
    public static readonly Refusal ParseError = Of(400, "parse_error", "The JSON could not be read.");

    /// <summary>500; the cause is in the log, never in the response.</summary>
    public static readonly Refusal Fault = Of(500, "error", "A server error occurred.");

    /// <summary>503: the database accepts no writes at the moment; nothing was stored.</summary>
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

    /// <summary>The code of the first error, which identifies the refusal when there is only one.</summary>
    public string Code => Errors[0].Code;

    /// <summary>A refusal with a single error.</summary>
    public static Refusal Of(int status, string code, string detail, string? attr = null) =>
        new(status, [new Error(code, detail, attr)]);

    /// <summary>400 for one invalid field.</summary>
    public static Refusal Invalid(string attr, string detail, string code = "invalid") => Of(400, code, detail, attr);

    /// <summary>409 with the given code.</summary>
    public static Refusal Conflict(string code, string detail) => Of(409, code, detail);

    /// <summary>429; nothing was stored.</summary>
    /// <param name="seconds">Until the limit allows another attempt, at least 1.</param>
    public static Refusal Throttled(int seconds) =>
        new(429, [new Error("throttled", $"Too fast. Try again in {Math.Max(1, seconds)} s.")], Math.Max(1, seconds));
}
