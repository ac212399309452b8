using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>Reads and changes the state of a server directly, where no gateway offers it.</summary>
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

    /// <summary>Gives a role of the server, as the local console does.</summary>
    public static async Task GrantAsync(this TestServer server, Person person, string role) =>
        (
            await server
                .Get<RoleGrants>()
                .GrantAsync(Actor.Console, person.Name, EnumText.Parse<ServerRole>(role), CancellationToken.None)
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

    /// <summary>Returns the Message-ID of the e-mail as soon as the mail worker has brought it into this state.</summary>
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

    /// <summary>The direct messages that the person has not received.</summary>
    public static Task<List<long>> WaitingAsync(this TestServer server, Person person) =>
        server
            .Get<Database>()
            .ReadAsync(db =>
                db.List<long>("select message_id from undelivered where user_id = @Id order by 1", new { person.Id })
            );
}
