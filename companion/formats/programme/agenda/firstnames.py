"""First names that are frequent. One of them is evidence that a person is meant; that a name is not here says nothing."""

from __future__ import annotations

from typing import Final

FIRST_NAMES: Final = frozenset(
    """
Aaron Abdul Achim Ada Adam Adrian Agnes Ahmad Ahmed Aisha Alan Albert Alejandro Alena Alex Alexander Alexandra Alfred
Ali Alice Alicia Alina Aline Alison Amal Amalia Amanda Amélie Amina Amir Amira Amy Ana Anastasia Andrea Andreas Andrew
Andrzej Andy Angela Angelika Anika Anita Anja Anke Ann Anna Annalena Anne Anneke Annette Annika Anthony Anton Antonia
Antonio Antje Ariane Arne Arthur Astrid Axel Ayaan Ayla Aylin Ayşe Ayse Barbara Bastian Beata Beate Beatrice Bea Ben
Benedikt Benjamin Bernd Bernhard Bert Beth Bettina Bianca Birgit Birte Bjarne Björn Bo Boris Brian Brigitte Britta
Bruno Burak Cara Carina Carl Carla Carlos Carmen Carol Carola Carolin Caroline Carsten Catherine Cem Chantal Charles
Charlotte Chiara Chloe Chris Christa Christian Christiane Christina Christine Christof Christoph Christopher Cindy
Clara Claire Claudia Claus Clemens Colin Constanze Cora Corinna Cornelia Cristina Dagmar Dalia Dana Daniel Daniela
David Deborah Deniz Dennis Derya Diana Dieter Dilan Dirk Dominic Dominik Dora Doris Dorothea Dorothee Ebru Eckart Eda
Edith Eduard Edward Elena Eleni Elif Elisa Elisabeth Elizabeth Elke Ella Ellen Elsa Emil Emilia Emily Emma Emre Enrico
Eric Erik Erika Ernst Esra Esther Eva Evelyn Fabian Fadi Farah Farid Fatima Fatma Federico Felicitas Felix Ferdinand
Finn Fiona Florence Florian Frank Franz Franziska Frauke Fred Frederik Friederike Friedrich Fritz Gabi Gabriel
Gabriele Gareth Gary Georg George Gerald Gerd Gerhard Gerrit Gesa Gisela Giulia Grace Graham Greta Gudrun Guido Günter
Günther Gül Hakan Hanna Hannah Hannes Hans Harald Harry Hasan Hassan Hatice Heather Heide Heidi Heike Heiko Heinrich
Heinz Helen Helena Helene Helga Helmut Hendrik Henning Henri Henrik Henry Herbert Hilal Hilda Hilke Holger Horst
Hubert Hugo Hussein Ian Ibrahim Ida Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingo Ingrid Irene Iris Irina Isabel
Isabell Isabella Isabelle Ivan Ivana Ivo Jaap Jack Jacob Jakob James Jan Jana Jane Janet Janina Janine Jannik Jasmin
Jason Jasper Jean Jeanette Jennifer Jenny Jens Jessica Jill Jim Joachim Joan Joana Joanna Jochen Joe Joel Johann
Johanna Johannes John Jonas Jonathan Jörg Jörn Jordan Jose José Josef Joseph Josephine Joshua Joyce Juan Judith Jule
Julia Julian Juliane Julie Juliette Julius Jürgen Jutta Kai Kamal Karen Karim Karin Karl Karla Karolin Karolina
Karoline Karsten Katarina Kate Katharina Katherine Kathrin Katja Katrin Katy Kay Keith Kemal Ken Kerstin Kevin Khaled
Kilian Kim Kirsten Klaas Klara Klaudia Klaus Konrad Konstantin Kristin Kristina Kurt Kwame Laila Lara Larissa Lars
Laura Lea Leah Lena Leni Leo Leon Leonard Leonie Leyla Liam Lilian Lilli Lily Lina Linda Linus Lisa Liz Lola Lorenz
Lothar Louis Louisa Louise Luc Luca Lucas Lucia Lucie Lucy Ludwig Luis Luisa Luise Lukas Lutz Lydia Lynn Madeleine
Magda Magdalena Maggie Mahmoud Maike Maja Malte Manfred Manuel Manuela Mara Marc Marcel Marco Marcus Margaret
Margarete Margit Margot Maria Marianne Marie Marija Marina Mario Marion Marit Marius Mark Marko Markus Marlene Marta
Martha Martin Martina Mary Maryam Mathias Matteo Matthew Matthias Maurice Max Maximilian Maya Mehmet Meike Melanie
Melissa Meral Merle Meryem Mia Michael Michaela Michel Michelle Miguel Mika Mike Milan Milena Miles Mina Miriam Mirjam
Mirko Mohamed Mohammad Mohammed Mona Monika Moritz Murat Mustafa Nadia Nadine Nadja Naomi Natalia Natalie Natascha
Nele Niall Nick Nico Nicola Nicolai Nicolas Nicole Niels Nikolaus Nikola Nils Nina Noah Noor Nora Norbert Nour Nuria
Ola Olaf Oleg Olga Oliver Olivia Omar Oscar Oskar Otto Pablo Pascal Patricia Patrick Paul Paula Pauline Pavel Pedro
Peggy Per Petra Peter Philip Philipp Phil Pia Piotr Priya Rabea Rachel Rafael Rainer Raj Ralf Ralph Ramona Rana
Raphael Rashid Rebecca Rebekka Regina Reinhard Reinhold Renate Rene René Ricarda Richard Rita Robert Robin Roger
Roland Rolf Roman Romy Ronja Rosa Rose Rosemary Roxana Ruben Rudolf Ruth Sabine Sabrina Said Salma Sally Sam Samantha
Samir Samira Samuel Sandra Sara Sarah Sascha Saskia Sean Sebastian Selin Selina Selma Serena Sevgi Shanice Sharon
Sibylle Siegfried Sigrid Silke Silvia Simon Simone Sina Sofia Sofie Sönke Sonja Sophia Sophie Stefan Stefanie Steffen
Steffi Stella Stephan Stephanie Stephen Steve Steven Sue Suleiman Susan Susann Susanna Susanne Svea Sven Svenja
Swantje Sybille Sylvia Taissyia Tamara Tanja Tara Tariq Tatjana Ted Teresa Theo Theodor Theresa Thomas Thilo Thorsten
Tilman Till Tim Timo Tina Tobias Tom Tomas Tomasz Torben Torsten Toni Tony Tülay Udo Ulf Ulla Ulrich Ulrike Ursula Uta
Ute Uwe Valentin Valentina Valerie Vanessa Vera Verena Veronika Victor Victoria Viktor Viktoria Vincent Viola Volker
Walter Waltraud Wanda Wendy Werner Wiebke Wilhelm William Wolf Wolfgang Yann Yannick Yara Yasmin Yasmina Yasemin
Youssef Yusuf Yvonne Zara Zeynep Zoe Zoë Zuzana
    """.split()
)
