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
if defined ONPATH (
  echo %ONPATH%| findstr /r "^3\.9 ^3\.[1-9][0-9] ^[4-9]" >nul && (set "MVN=mvn" & goto run)
  call mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack -Dartifact=org.apache.maven:apache-maven:%mavenVersion%:zip:bin "-DoutputDirectory=%DISTS%" && goto run
  echo mvnw: Maven %ONPATH% on the PATH is older than 3.9 and could not fetch Maven %mavenVersion%; see its message above 1>&2
  exit /b 1
)

powershell -NoProfile -Command "$ErrorActionPreference='Stop'; New-Item -ItemType Directory -Force $env:DISTS | Out-Null; $zip=\"$env:DISTS\maven.zip\"; Invoke-WebRequest \"$env:archive/$env:mavenVersion/binaries/apache-maven-$env:mavenVersion-bin.zip\" -OutFile $zip; if ((Get-FileHash $zip -Algorithm SHA512).Hash -ne $env:zipSha512) { throw 'its SHA-512 is not the pinned one' }; Expand-Archive -Force $zip $env:DISTS; Remove-Item $zip"
if errorlevel 1 (
  echo mvnw: could not fetch Maven %mavenVersion% from %archive%: go online, or put Maven 3.9 or later on the PATH 1>&2
  exit /b 1
)

:run
call "%MVN%" %*
exit /b %ERRORLEVEL%
