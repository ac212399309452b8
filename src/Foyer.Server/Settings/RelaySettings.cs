namespace Foyer.Server.Settings;

public sealed class RelaySettings
{
    [Setting(
        "How the nodes of a cluster tell each other of changes. This version starts only with local: one node.",
        Default = "local with sqlite, else postgres"
    )]
    public RelayProvider? Provider { get; set; }

    [Setting("How to reach RabbitMQ, such as amqps://foyer:PASSWORD@mq. Not used by this version.", Secret = true)]
    public string? Uri { get; set; }

    [Setting("A file that holds the address of RabbitMQ. Not used by this version.")]
    public string? UriFile { get; set; }
}

public enum RelayProvider
{
    Local,
    Postgres,
    Rabbitmq,
}
