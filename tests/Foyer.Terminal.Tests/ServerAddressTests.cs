namespace Foyer.Terminal.Tests;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("localhost", "localhost", 12345)]
    [InlineData("chat.example.org:1000", "chat.example.org", 1000)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    [InlineData("::1", "::1", 12345)]
    [InlineData("[::1]:99", "::1", 99)]
    public void A_server_is_a_host_and_perhaps_a_port(string text, string host, int port) =>
        ServerAddress.Parse(text).ShouldBe((host, port));

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:x")]
    public void Anything_else_is_refused(string text) => ServerAddress.Parse(text).ShouldBeNull();
}
