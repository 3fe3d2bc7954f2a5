namespace Heat.Server.Orchestration;

/// <summary>A group of routes of the API.</summary>
internal interface IApiRoutes
{
    void Map(ApiRoutes api);
}
