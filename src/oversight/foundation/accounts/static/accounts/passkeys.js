// Says in words that the browser made or found no passkey; allauth's own script would only log it.
document.addEventListener('allauth.error', function (event) {
  const place = document.getElementById('passkey-problem')
  if (!place) return
  event.preventDefault()
  place.textContent = 'Your browser did not use a passkey. Try again, or use another way.'
})
