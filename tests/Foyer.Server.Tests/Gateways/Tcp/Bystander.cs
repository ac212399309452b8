using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>Ben sits in a room on a terminal while others misbehave; nothing of it may reach him, and everything else must.</summary>
internal sealed class Bystander : IDisposable
{
    private readonly Person ada;
    private readonly TerminalClient ben;
    private readonly long chat;
    private int told;

    private Bystander(Person ada, TerminalClient ben, long chat)
    {
        this.ada = ada;
        this.ben = ben;
        this.chat = chat;
    }

    public static async Task<Bystander> EnterAsync(TestServer server, Codec codec = Codec.Json)
    {
        var ada = await server.RegisterAsync("ada");
        using var person = await server.RegisterAsync("ben");
        var chat = await ada.JoinAsync("lobby");
        await person.JoinAsync("lobby");
        var ben = await TerminalClient.SignInAsync(server, "ben", codec);
        await ben.SendEventAsync(new { event_type = "join_chat", chat });
        await ben.EventAsync("online_user_list");
        return new Bystander(ada, ben, chat);
    }

    /// <summary>
    /// The next frame is what is said now, on the same connection as before; only that the misbehaving user came and went may come
    /// between, seconds later.
    /// </summary>
    public async Task ShouldBeUnmovedAsync()
    {
        var text = $"line {++told}";
        await ada.SayAsync(chat, text);
        var heard = await ben.ReadAsync();
        while (heard.Type == EnvelopeType.System && IsPresence(heard.Data))
            heard = await ben.ReadAsync();
        heard.Type.ShouldBe(EnvelopeType.Message, heard.Data.ToString());
        heard.Data.GetProperty("text").GetString().ShouldBe(text);
    }

    private static bool IsPresence(JsonElement data) =>
        data.TryGetProperty("event", out var change) && change.GetProperty("event_type").GetString() == "presence";

    public void Dispose()
    {
        ben.Dispose();
        ada.Dispose();
    }
}
