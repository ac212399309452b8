using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>A look and a hand behind the doors, for what has none yet.</summary>
internal static class ServerInternals
{
    public static async Task ExecuteAsync(this TestServer server, string sql, object values) =>
        (
            await server
                .Get<Writer>()
                .WriteAsync<Done>(write =>
                {
                    write.Execute(sql, values).ShouldBe(1);
                    return new Done();
                })
        ).Refusal.ShouldBeNull();

    /// <summary>Everything that was queued for the writer before is stored.</summary>
    public static Task SettledAsync(this TestServer server) => server.Get<Writer>().WriteAsync<Done>(_ => new Done());

    /// <summary>Returns when the server has noticed that the person has no connection any more.</summary>
    public static async Task GoneAsync(this TestServer server, Person person)
    {
        var presence = server.Get<Foyer.Server.Live.Hub>().Presence;
        for (var i = 0; presence.IsOnline(person.Id); i++)
        {
            i.ShouldBeLessThan(2000, "still online");
            await Task.Delay(10);
        }
    }

    /// <summary>The Message-ID of the mail, once the postman has made it as said.</summary>
    public static async Task<string> MailAsync(this TestServer server, string condition)
    {
        while (true)
        {
            var id = await server
                .Get<Database>()
                .ReadAsync(db => db.First<string>($"select message_id from mails where {condition}"));
            if (id is not null)
                return id;
            await server.Get<MailWorkerLog>().NextAsync();
        }
    }

    /// <summary>The direct messages that wait for the person.</summary>
    public static Task<List<long>> WaitingAsync(this TestServer server, Person person) =>
        server
            .Get<Database>()
            .ReadAsync(db =>
                db.List<long>("select message_id from undelivered where user_id = @Id order by 1", new { person.Id })
            );
}
