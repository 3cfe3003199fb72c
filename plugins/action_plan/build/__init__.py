"""The Pelican shell, and the only room that knows Pelican: a plan's folder becomes a site's.

A build in ten steps:

1. `run.build`, for our commands, or `pelican` itself reads the settings file, which loads the
   plugin; Pelican calls `plugin.register`, which connects the steps that follow.
2. `settings` checks the plugin's own settings. One `Build` object carries them, with what a command
   hands in and what came of the build, from step to step.
3. `staging` refuses an output folder that holds somebody else's files, removes what a build left
   that was killed, and has Pelican write into a new folder beside it.
4. `templating` keeps the compiled templates for the next build.
5. Pelican makes `generator.ActionPlanGenerator`, which reads and checks all content, in
   several processes where there are many actions (`workers`). All problems are raised at once.
6. The records go into Pelican's context as `plan` and `actions`, where templates and other plugins
   find them.
7. The views are made from the records: one for each page.
8. Templates print the views; exports and the stylesheet are written beside them.
9. Pelican's own generator copies the source document and the theme's files.
10. `staging` sees that every file is there and puts the folder in the place of the output folder,
    when whoever asked for the build has verified it.

`dev_server` does all this again whenever a source changes.
"""
