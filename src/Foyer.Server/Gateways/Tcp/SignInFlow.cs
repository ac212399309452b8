using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// From the first word to a known person: versions, then username, password and perhaps a code; an unknown name may make an
/// account.
/// </summary>
internal sealed class SignInFlow(
    EnvelopeStream line,
    Device from,
    SignIn signIn,
    Sessions sessions,
    Registrations registration,
    ConfirmationLinks confirmationLinks,
    FoyerSettings settings
)
{
    public const int Protocol = 1;
    private const int Tries = 3;
    private const int MostAnswers = 50;
    private const int LongestAnswer = 400;

    private static readonly string Server = $"Foyer/{typeof(SignInFlow).Assembly.GetName().Version?.ToString(2)}";

    private Device device = from;
    private int answers;
    private string? token;

    /// <summary>The person, or null when it came to nothing and the peer was told why.</summary>
    public async Task<SignedInTerminal?> RunAsync(CancellationToken cancel)
    {
        if (!await AgreeAsync(cancel))
            return null;
        var tokens = 0;
        while (tokens < Tries && await AskAsync("username", cancel, orToken: true) is { } name)
        {
            if (token is { } given)
            {
                if (await EnterByTokenAsync(given, cancel) is { } entered)
                    return entered;
                (token, tokens) = (null, tokens + 1);
                continue;
            }
            var known = await registration.IsKnownAsync(name, device, cancel);
            if (known.Refused(out var refusal, out var isKnown))
                await line.FailAsync(refusal, cancel);
            else if (!isKnown)
                await RegisterAsync(name, cancel);
            else if (await EnterAsync(name, cancel) is var (person, again))
            {
                if (!again)
                    return person is null ? null : await FindAsync(person.Token, cancel);
            }
        }
        return null;
    }

    private async Task<SignedInTerminal?> FindAsync(string issued, CancellationToken cancel) =>
        (await sessions.FindAsync(issued, device, cancel)).Refused(out _, out var caller)
            ? null
            : new SignedInTerminal(caller, device, IsByToken: false);

    private async Task<SignedInTerminal?> EnterByTokenAsync(string given, CancellationToken cancel)
    {
        if (!(await signIn.ByTokenAsync(given, device, cancel)).Refused(out var refusal, out var caller))
            return new SignedInTerminal(caller, device, IsByToken: true);
        await line.FailAsync(refusal, cancel);
        return null;
    }

    private async Task<bool> AgreeAsync(CancellationToken cancel)
    {
        await line.SendAsync(EnvelopeType.Version, WriteVersion, cancel);
        if (await line.ReadAsync(cancel) is not { } answer)
            return false;
        var fields = Fields.Of(answer.Data);
        var protocol = fields.OptionalInteger("protocol");
        if (answer.Type == EnvelopeType.Version && protocol == Protocol)
        {
            device = new Device(device.Address, fields.OptionalText("client", 100) ?? "Terminal");
            return true;
        }
        await line.FailAsync(
            Refusal.Of(
                400,
                "unsupported_protocol",
                $"This server speaks protocol {Protocol}; say so in a Version.",
                "protocol"
            ),
            cancel
        );
        return false;
    }

    private static void WriteVersion(Utf8JsonWriter json)
    {
        json.WriteNumber("protocol"u8, Protocol);
        json.WriteString("server"u8, Server);
        json.WriteStartArray("codecs"u8);
        json.WriteStringValue("json"u8);
        json.WriteStringValue("binary"u8);
        json.WriteEndArray();
    }

    /// <summary>The answer to one question; null when the peer is gone or talks without end.</summary>
    /// <param name="orToken">True where a token may take the place of the answer; it is kept in <see cref="token"/>.</param>
    private async Task<string?> AskAsync(string kind, CancellationToken cancel, bool orToken = false)
    {
        while (!line.HasEnded && answers++ < MostAnswers)
        {
            await line.SendAsync(EnvelopeType.System, json => json.WriteString("ask"u8, kind), cancel);
            if (await line.ReadAsync(cancel) is not { } envelope)
                return null;
            var fields = Fields.Of(envelope.Data);
            var given = fields.Text("kind", LongestAnswer);
            var value = fields.Secret("value", LongestAnswer);
            var isToken = orToken && given == "token";
            if (envelope.Type != EnvelopeType.Login || (given != kind && !isToken))
                fields.Refuse("kind", $"Answer with a Login of kind {kind}.");
            if (isToken && fields.Refusal is null)
                token = value.Trim();
            if (fields.Refusal is not { } wrong)
                return kind == "username" ? value.Trim() : value;
            await line.FailAsync(wrong, cancel);
        }
        return null;
    }

    /// <summary>Three tries. Null for the person ends the connection, unless the name may be asked for again.</summary>
    private async Task<(SignInResult? Person, bool Again)> EnterAsync(string name, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await AskAsync("password", cancel) is not { } password)
                return (null, false);
            var outcome = await SignInAsync(name, password, null, cancel);
            if (outcome.Refusal is { Code: "code_required" })
            {
                if (await AskAsync("code", cancel) is not { } code)
                    return (null, false);
                outcome = await SignInAsync(name, password, code, cancel);
            }
            if (!outcome.Refused(out var refusal, out var person))
                return (person, false);
            if (refusal.Code == "not_verified")
            {
                await TellUnverifiedAsync(name, password, refusal, cancel);
                return (null, true);
            }
            await line.FailAsync(refusal, cancel);
            if (refusal.Code is "banned" or "kicked")
                return (null, false);
        }
        return (null, false);
    }

    private Task<Outcome<SignInResult>> SignInAsync(
        string name,
        string password,
        string? code,
        CancellationToken cancel
    ) => signIn.SignInAsync(Given(("login", name), ("password", password), ("code", code)), device, cancel);

    /// <summary>
    /// While no e-mail is sent, a link is shown once more, beside which the first one stays valid. A link that was e-mailed is not sent
    /// again: the sign-in page does that.
    /// </summary>
    private async Task TellUnverifiedAsync(string name, string password, Refusal refusal, CancellationToken cancel)
    {
        if (confirmationLinks.IsMailed)
        {
            await line.FailAsync(refusal, cancel);
            return;
        }
        var asked = Given(("login", name), ("password", password));
        var link = (await confirmationLinks.ResendAsync(asked, device, cancel)).Refused(out _, out var made)
            ? null
            : made?.ConfirmationUrl;
        await line.FailAsync(refusal, cancel, json => WriteLink(json, link));
    }

    private async Task RegisterAsync(string name, CancellationToken cancel)
    {
        if (settings.Registration.Mode == RegistrationMode.Closed && await registration.HasAccountsAsync(cancel))
        {
            await line.FailAsync(Registrations.Closed, cancel);
            return;
        }
        var named = Given(("username", name));
        Usernames.Parse(named);
        if (named.Refusal is { } unusable)
        {
            await line.FailAsync(unusable, cancel);
            return;
        }
        while (await AskPasswordAsync(cancel) is { } password && await AskAsync("email", cancel) is { } email)
        {
            var asked = Given(("username", name), ("password", password), ("email", email));
            if (!(await registration.RegisterAsync(asked, device, cancel)).Refused(out var refusal, out var made))
            {
                await TellMadeAsync(made, cancel);
                return;
            }
            await line.FailAsync(refusal, cancel);
            if (!refusal.Errors.All(error => error.Attr is "password" or "email"))
                return;
        }
    }

    private async Task<string?> AskPasswordAsync(CancellationToken cancel)
    {
        while (await AskAsync("new_password", cancel) is { } password)
        {
            var asked = Given(("password", password));
            Passwords.Parse(asked);
            if (asked.Refusal is not { } weak)
                return password;
            await line.FailAsync(weak, cancel);
        }
        return null;
    }

    private Task TellMadeAsync(OwnAccount made, CancellationToken cancel) =>
        line.SendAsync(
            EnvelopeType.System,
            json =>
            {
                json.WriteString("state"u8, "registered"u8);
                json.WriteString("username"u8, made.Username);
                WriteLink(json, made.ConfirmationUrl);
            },
            cancel
        );

    /// <summary>Answers as the fields that REST would be sent; secrets stay as they are.</summary>
    private static Fields Given(params (string Name, string? Value)[] answers) =>
        Fields.Of(
            JsonElement.Parse(
                Envelope.Members(json =>
                {
                    foreach (var (name, value) in answers)
                        if (value is not null)
                            json.WriteString(name, value);
                })
            )
        );

    private static void WriteLink(Utf8JsonWriter json, string? link)
    {
        if (link is not null)
            json.WriteString("confirmation_url"u8, link);
    }
}

/// <summary>A user who has signed in at a terminal.</summary>
/// <param name="IsByToken">True when the session existed before, so it does not end with the connection.</param>
internal sealed record SignedInTerminal(Caller Caller, Device Device, bool IsByToken);
