namespace Heat.Resources.Clients;

/// <summary>A kind of service client there is: the alias that entities and constraints begin with, such as <c>nova</c>, and how one is made for a session.</summary>
public sealed record ServiceClientDescription(string Alias, Type Type, Func<OpenStackSession, ServiceClient> Create);
