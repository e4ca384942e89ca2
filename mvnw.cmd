@echo off
rem Runs Maven 3.9 or later, as mvnw does, on Windows. The service itself runs on Linux; this is for building it.
setlocal
set "PROJECT=%~dp0"
for /f "usebackq eol=# tokens=1,* delims==" %%a in ("%PROJECT%.mvn\wrapper\maven-wrapper.properties") do set "%%a=%%b"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists"
set "MVN=%DISTS%\apache-maven-%mavenVersion%\bin\mvn.cmd"
if exist "%MVN%" goto run

set "ONPATH="
for /f "tokens=3" %%v in ('mvn --version 2^>nul ^| findstr /b /c:"Apache Maven"') do set "ONPATH=%%v"
if not defined ONPATH goto fetch
echo %ONPATH%| findstr /r "^3\.9 ^3\.[1-9][0-9] ^[4-9]" >nul && (set "MVN=mvn" & goto run)
if defined MVNW_REPOURL goto fetch
echo mvnw: fetching Maven %mavenVersion% through Maven %ONPATH% on the PATH 1>&2
call mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack -Dartifact=org.apache.maven:apache-maven:%mavenVersion%:zip:bin "-DoutputDirectory=%DISTS%" && goto run
echo mvnw: Maven %ONPATH% on the PATH is older than 3.9 and could not fetch Maven %mavenVersion%, see its message above; set MVNW_REPOURL to a Maven repository, or put Maven 3.9 or later on the PATH 1>&2
exit /b 1

rem From MVNW_REPOURL, a mirror in settings.xml or the Apache archive.
:fetch
set "JAVA=java"
if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java"
set "SOURCES=%PROJECT%.mvn\wrapper"
set "STAGING=%DISTS%\.unpack.%RANDOM%"
mkdir "%STAGING%"
"%JAVA%c" -d "%STAGING%" -sourcepath "%SOURCES%" "%SOURCES%\FetchMaven.java" && "%JAVA%" %MAVEN_OPTS% -cp "%STAGING%" FetchMaven "%SOURCES%\maven-wrapper.properties" "%STAGING%" && move "%STAGING%\apache-maven-%mavenVersion%" "%DISTS%" >nul
rmdir /s /q "%STAGING%"
if not exist "%MVN%" (
  echo mvnw: needs Maven %mavenVersion%, and a JDK 17 or later to fetch it; see the message above 1>&2
  exit /b 1
)

:run
call "%MVN%" %*
exit /b %ERRORLEVEL%
