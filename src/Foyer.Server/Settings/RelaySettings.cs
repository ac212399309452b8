namespace Foyer.Server.Settings;

public sealed class RelaySettings
{
    [Setting("How the nodes of a cluster tell each other of changes.", Default = "local with sqlite, else postgres")]
    public RelayProvider? Provider { get; set; }

    [Setting("How to reach RabbitMQ, such as amqps://foyer:PASSWORD@mq.", Secret = true)]
    public string? Uri { get; set; }

    [Setting("A file that holds the address of RabbitMQ.")]
    public string? UriFile { get; set; }
}

public enum RelayProvider
{
    Local,
    Postgres,
    Rabbitmq,
}
