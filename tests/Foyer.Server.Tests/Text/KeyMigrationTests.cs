using Dapper;
using Foyer.Server.Storage.Sqlite;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Text;

/// <summary>A data folder from before the comparison key: what has become the same keeps working, the older under the plain key.</summary>
public sealed class KeyMigrationTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Names_that_collide_all_keep_working_and_are_listed()
    {
        await PrepareAsync();

        await using var server = await TestServer.StartOnAsync(folder);

        Keys("select username_key from users order by id").ShouldBe(["ada", "strasse", "ben", "strasse#4", "zoë"]);
        Keys("select email_key from users order by id")
            .ShouldBe([
                "ada@example.org",
                "u@xn--bcher-kva.example",
                "ben@example.org",
                "u@xn--bcher-kva.example#4",
                "zoe@example.org",
            ]);
        Keys("select name_key from chats where kind = 'public' order by id").ShouldContain("strasse#3");
        Keys("select emoji from reactions order by user_id").ShouldBe(["❤\uFE0F", "❤\uFE0F", "👍", "no emoji"]);

        var ada = server.Stranger();
        await SignInAsync(ada, "ada");
        foreach (
            var login in new[]
            {
                "straße",
                "STRASSE",
                "STRAẞE",
                "u@bücher.example",
                "strasse#4",
                "U@xn--bcher-kva.example",
                "zoe\u0308",
            }
        )
            await SignInAsync(server.Stranger(), login);
        (await ada.GetAsync("/api/users/stra%C3%9Fe")).Json.GetProperty("id").GetInt64().ShouldBe(2);
        (await ada.GetAsync("/api/users/STRASSE")).Json.GetProperty("id").GetInt64().ShouldBe(4);
        (await ada.PostAsync("/api/chats/join", new { name = "straße" })).Json.GetProperty("id").GetInt64().ShouldBe(2);
        (await ada.PostAsync("/api/chats/join", new { name = "STRASSE" }))
            .Json.GetProperty("id")
            .GetInt64()
            .ShouldBe(3);
        var admin = (await ada.GetAsync("/admin")).ShouldBe(200).Text;
        admin.ShouldContain("Names that look the same");
        admin.ShouldContain("STRASSE");

        (await ada.GetAsync("/api/search?q=STRASSE")).Json.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Renewing_keys_again_changes_nothing()
    {
        await PrepareAsync();
        await (await TestServer.StartOnAsync(folder)).DisposeAsync();
        var before = Keys("select username_key || email_key from users order by id");
        Keys("delete from migrations where name like '012_\\_%\\_keys' escape '\\' returning name").Count.ShouldBe(2);

        await (await TestServer.StartOnAsync(folder)).DisposeAsync();

        Keys("select username_key || email_key from users order by id").ShouldBe(before);
    }

    private static async Task SignInAsync(Person person, string login) =>
        (await person.PostAsync("/api/login", new { login, password = Person.Password })).ShouldBe(200);

    /// <summary>As an older server has left it: keys in lower case, code migrations not run yet.</summary>
    private async Task PrepareAsync()
    {
        await using (var server = await TestServer.StartOnAsync(folder))
        {
            await server.RegisterAsync("ada");
            foreach (var name in new[] { "u2", "ben", "u4", "u5" })
                await server.RegisterAsync(name);
        }
        Keys(
            """
            delete from migrations where name like '012%' and name not like '%.sqlite';
            update users set username = 'straße', username_key = 'straße', email = 'u@bücher.example', email_key = 'u@bücher.example' where id = 2;
            update users set username = 'STRASSE', username_key = 'strasse', email = 'u@xn--bcher-kva.example', email_key = 'u@xn--bcher-kva.example' where id = 4;
            update users set username = 'Zoë', username_key = 'zoe' || char(776), email = 'zoe@example.org', email_key = 'zoe@example.org' where id = 5;
            insert into chats (id, kind, name, name_key, created_at) values (2, 'public', 'Straße', 'straße', 1), (3, 'public', 'STRASSE', 'strasse', 1);
            insert into messages (id, chat_id, version, kind, user_id, text, created_at) values (900, 2, 1, 'text', 1, 'die straße', 1);
            insert into reactions (message_id, user_id, emoji, created_at) values
                (900, 1, '❤', 1), (900, 1, '❤' || char(65039), 2), (900, 2, '❤', 1), (900, 3, '👍', 1), (900, 4, 'no emoji', 1);
            """
        );
    }

    private List<string> Keys(string sql)
    {
        SqliteNative.Use();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "foyer.db")};Pooling=false");
        return connection.Query<string>(sql).AsList();
    }
}
