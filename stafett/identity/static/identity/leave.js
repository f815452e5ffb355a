// Whoever has signed out of Stafett signs out of ID-porten too, without another press.
document.getElementById("leave").submit();
