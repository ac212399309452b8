using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>The sign-in dialogue: answers the server's questions.</summary>
internal sealed class SignIn(SignInAnswers answers)
{
    private const int Protocol = 1;

    /// <summary>The timeout of the first envelope; later responses may have to wait for other password checks.</summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private bool refused;

    /// <summary>Name and password that were right, for coming back without asking.</summary>
    public string? Username { get; private set; }

    public string? Password { get; private set; }

    public string? Token { get; private set; }

    /// <summary>Returns the server's data after sign-in; throws <see cref="UnreachableException"/> when it fails.</summary>
    public async Task<JsonElement> RunAsync(EnvelopeConnection wire, CancellationToken cancel)
    {
        var patience = FirstPatience;
        while (await wire.ReadAsync(patience, cancel) is { } envelope)
        {
            patience = Patience;
            if (envelope.Type == EnvelopeType.Version)
                await AgreeAsync(wire, envelope.Data, cancel);
            else if (envelope.Data.Text("ask") is { } question)
                await AnswerAsync(wire, question, cancel);
            else if (envelope.Data.Text("state") is "signed_in")
                return envelope.Data;
            else
                Tell(envelope.Data);
        }
        throw Closed();
    }

    private static async Task AgreeAsync(EnvelopeConnection wire, JsonElement theirs, CancellationToken cancel)
    {
        if (theirs.Number("protocol") != Protocol)
            throw new UnreachableException("This server speaks a newer protocol. Update bin/chat.") { IsFinal = true };
        await wire.SendAsync(EnvelopeType.Version, new { protocol = Protocol, client = "Foyer terminal" }, cancel);
    }

    private async Task AnswerAsync(EnvelopeConnection wire, string question, CancellationToken cancel)
    {
        if (question == SignInAnswers.Username && answers.TakeToken() is { } token)
        {
            Token = token;
            await wire.SendAsync(EnvelopeType.Login, new { kind = SignInAnswers.Token, value = token }, cancel);
            return;
        }
        if (await answers.ToAsync(question, cancel) is not { } value)
            throw Closed(isFinal: true);
        if (question == SignInAnswers.Username)
            (Username, Token) = (value, null);
        else if (question == SignInAnswers.Password)
            Password = value;
        await wire.SendAsync(EnvelopeType.Login, new { kind = question, value }, cancel);
    }

    private void Tell(JsonElement said)
    {
        if (said.Text("state") == "registered")
            answers.Tell($"The account {SafeText.Line(said.Text("username"))} is created. Confirm it, then sign in.");
        foreach (var error in said.Errors())
            answers.Tell(error);
        refused |= said.Items("errors").Any(error => error.Text("code") is not ("throttled" or "timeout"));
        if (said.Text("confirmation_url") is { } link)
            answers.Tell($"Open this link in a browser to confirm the account: {SafeText.Line(link)}");
        else if (said.Text("state") == "registered" || Has(said, "not_verified"))
            answers.Tell("The link was e-mailed to you. The sign-in page sends another one.");
    }

    private static bool Has(JsonElement said, string code) =>
        said.Items("errors").Any(error => error.Text("code") == code);

    private UnreachableException Closed(bool isFinal = false) =>
        new(answers is PresetAnswers { Said.Length: > 0 } given ? given.Said : "The server ended the sign-in.")
        {
            IsFinal = isFinal || refused,
        };
}

/// <summary>The user wants to sign in with another name: the sign-in starts again on a new connection.</summary>
internal sealed class StartOverException() : Exception("The sign-in begins again.");
