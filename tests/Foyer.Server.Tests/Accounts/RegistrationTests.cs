using Foyer.Server.Accounts;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Foyer.Server.Tests.Accounts;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Whoever_comes_first_owns_the_server_even_of_two_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var people = Enumerable.Range(0, 8).Select(i => (Person: server.Stranger(), Name: $"ada{i}")).ToList();

        await Task.WhenAll(people.Select(one => one.Person.RegisterAsync(one.Name)));

        var owners = 0;
        foreach (var (person, _) in people)
        {
            await person.ConfirmAsync();
            await person.SignInAsync();
            if ((await person.GetAsync("/api/users/me")).Json.GetProperty("role").GetString() == "owner")
                owners++;
            person.Dispose();
        }
        owners.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_want_one_name_at_once_one_gets_it()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    RegisterAsync(
                        anonymous,
                        new
                        {
                            username = i % 2 == 0 ? "ada" : "ADA",
                            email = $"a{i}@example.org",
                            password = Person.Password,
                        }
                    )
                )
        );

        replies.Count(reply => reply.Status == 201).ShouldBe(1);
        foreach (var refused in replies.Where(reply => reply.Status != 201))
            refused.Errors.ShouldBe(["username: unique"]);
    }

    [Fact]
    public async Task All_wrong_fields_are_told_at_once()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        var reply = await RegisterAsync(
            anonymous,
            new
            {
                username = "a@b",
                email = "nowhere",
                password = "short",
                first_name = new string('x', 33),
                last_name = 7,
                age = -1,
            }
        );

        reply.ShouldBe(400);
        reply.Errors.ShouldBe([
            "username: invalid",
            "email: invalid",
            "password: min_length",
            "first_name: max_length",
            "last_name: invalid",
            "age: min_value",
        ]);
    }

    [Theory]
    [InlineData("{}", "username: required", "email: required", "password: required")]
    [InlineData(
        """{"username":null,"email":null,"password":null}""",
        "username: null",
        "email: null",
        "password: null"
    )]
    [InlineData("""{"username":"","email":" ","password":""}""", "username: blank", "email: blank", "password: blank")]
    [InlineData(
        """{"username":1,"email":[],"password":{}}""",
        "username: invalid",
        "email: invalid",
        "password: invalid"
    )]
    [InlineData(
        """{"username":"a\u0007b","email":"a\u0000@b.co","password":"\ud800aaaaaaaa"}""",
        "username: invalid",
        "email: invalid",
        "password: invalid"
    )]
    [InlineData(
        """{"username":"\udfff","email":"a@b.co","password":"aaaaaaaa","age":"old"}""",
        "username: invalid",
        "age: invalid"
    )]
    public async Task Every_wrong_field_has_its_code(string body, params string[] errors)
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        var reply = await anonymous.PostTextAsync("/api/register", body);

        reply.ShouldBe(400);
        reply.Errors.ShouldBe(errors);
    }

    [Fact]
    public async Task A_password_has_8_to_128_characters_of_any_kind()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (
            await RegisterAsync(
                anonymous,
                new
                {
                    username = "a",
                    email = "a@example.org",
                    password = new string('x', 129),
                }
            )
        ).Errors.ShouldBe(["password: max_length"]);
        (
            await RegisterAsync(
                anonymous,
                new
                {
                    username = "a",
                    email = "a@example.org",
                    password = "with a \0 in it",
                }
            )
        ).Errors.ShouldBe(["password: invalid"]);
        (
            await RegisterAsync(
                anonymous,
                new
                {
                    username = "a",
                    email = "a@example.org",
                    password = " \t é漢😀  ",
                }
            )
        ).ShouldBe(201);
        (
            await RegisterAsync(
                anonymous,
                new
                {
                    username = "b",
                    email = "b@example.org",
                    password = new string('x', 128),
                }
            )
        ).ShouldBe(201);
    }

    [Fact]
    public async Task A_taken_name_and_address_are_refused_in_any_case()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger();

        var reply = await RegisterAsync(
            anonymous,
            new
            {
                username = "ADA",
                email = "Ada@Example.ORG",
                password = Person.Password,
            }
        );

        reply.ShouldBe(400);
        reply.Errors.ShouldBe(["username: unique", "email: unique"]);
    }

    [Fact]
    public async Task Names_in_camel_case_and_unknown_fields_are_taken()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        var reply = await RegisterAsync(
            anonymous,
            new
            {
                username = "ada",
                email = "a@example.org",
                password = Person.Password,
                firstName = "Ada",
                lastName = "",
                age = "36",
                role = "owner",
                id = 99,
            }
        );

        reply.ShouldBe(201);
        reply.Json.GetProperty("first_name").GetString().ShouldBe("Ada");
        reply.Json.GetProperty("last_name").GetString().ShouldBeNull();
        reply.Json.GetProperty("age").GetInt32().ShouldBe(36);
        reply.Json.GetProperty("id").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_confirms_where_the_server_does_not_ask_for_it()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:ConfirmEmail=false");
        using var ada = server.Stranger();

        await ada.RegisterAsync("ada");

        ada.ConfirmationUrl.ShouldBeNull();
        await ada.SignInAsync();
    }

    [Fact]
    public async Task A_closed_server_takes_only_its_owner()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:Mode=closed");
        using var ada = await server.RegisterAsync("ada");
        using var ben = server.Stranger();

        (
            await RegisterAsync(
                ben,
                new
                {
                    username = "ben",
                    email = "b@example.org",
                    password = Person.Password,
                }
            )
        ).ShouldRefuse(403, "registration_closed");
    }

    [Fact]
    public async Task An_empty_server_that_others_can_reach_asks_its_owner_for_the_code()
    {
        var setup = new SetupCode(needed: true);
        await using var server = await TestServer.StartAsync(services => services.AddSingleton(setup));
        using var anonymous = server.Stranger();
        var wanted = new
        {
            username = "ada",
            email = "a@example.org",
            password = Person.Password,
        };

        (await RegisterAsync(anonymous, wanted)).Errors.ShouldBe(["setup: required"]);
        (
            await RegisterAsync(
                anonymous,
                new
                {
                    wanted.username,
                    wanted.email,
                    wanted.password,
                    setup = "guessed",
                }
            )
        ).Errors.ShouldBe(["setup: invalid"]);
        (
            await RegisterAsync(
                anonymous,
                new
                {
                    wanted.username,
                    wanted.email,
                    wanted.password,
                    setup = setup.Code,
                }
            )
        ).ShouldBe(201);
        (
            await RegisterAsync(
                anonymous,
                new
                {
                    username = "ben",
                    email = "b@example.org",
                    password = Person.Password,
                }
            )
        ).ShouldBe(201);
    }

    private static Task<Reply> RegisterAsync(Person person, object body) => person.PostAsync("/api/register", body);
}
